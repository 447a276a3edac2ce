/** The kill switch's page. */
@NullMarked
package io.holdpoint.web.freezes;

import org.jspecify.annotations.NullMarked;
