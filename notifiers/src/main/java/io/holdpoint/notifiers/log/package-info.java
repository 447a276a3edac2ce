/** Notices as lines of the service's log, for operators and for whatever collects logs. */
@NullMarked
package io.holdpoint.notifiers.log;

import org.jspecify.annotations.NullMarked;
