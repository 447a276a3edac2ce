/**
 * The approval processes on Camunda 8 (Zeebe): the engine's supervision, relay, workers,
 * reconciler. The only package that knows {@code io.camunda}.
 */
@NullMarked
package io.holdpoint.workflow;

import org.jspecify.annotations.NullMarked;
