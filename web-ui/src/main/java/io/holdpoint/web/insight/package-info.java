/** Whether the control works and people still read: figures, plots and planted checks. */
@NullMarked
package io.holdpoint.web.insight;

import org.jspecify.annotations.NullMarked;
