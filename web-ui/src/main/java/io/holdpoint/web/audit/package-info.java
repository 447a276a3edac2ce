/** The record: searched, and a task's whole chain for the day after an incident. */
@NullMarked
package io.holdpoint.web.audit;

import org.jspecify.annotations.NullMarked;
