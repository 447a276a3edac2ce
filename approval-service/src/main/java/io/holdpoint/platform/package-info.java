/** What all features stand on: settings, time, keys, errors on HTTP. */
@NullMarked
package io.holdpoint.platform;

import org.jspecify.annotations.NullMarked;
