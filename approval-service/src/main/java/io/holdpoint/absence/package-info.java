/** People who are away, and who stands in for them meanwhile. */
@NullMarked
package io.holdpoint.absence;

import org.jspecify.annotations.NullMarked;
