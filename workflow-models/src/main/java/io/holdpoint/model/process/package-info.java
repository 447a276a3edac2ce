/** The BPMN processes, and the names that models and workers agree on. */
@NullMarked
package io.holdpoint.model.process;

import org.jspecify.annotations.NullMarked;
