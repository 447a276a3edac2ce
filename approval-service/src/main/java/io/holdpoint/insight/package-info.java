/** What the history of decisions advises: grants that would save people's time, rules too mild. */
@NullMarked
package io.holdpoint.insight;

import org.jspecify.annotations.NullMarked;
