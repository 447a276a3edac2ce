/**
 * Tasks that agents open: purpose, budget, allowed tools, and their end. A request's task that was
 * never opened is a label and nothing more.
 */
@NullMarked
package io.holdpoint.task;

import org.jspecify.annotations.NullMarked;
