/** What the tests stand on: real databases, a clock that can be moved, requests to play with. */
@NullMarked
package io.holdpoint.testing;

import org.jspecify.annotations.NullMarked;
