/**
 * The draft tried on what has happened: beside the policy in force, over recorded requests or over
 * a log of actions that never went through Holdpoint. Decides nothing.
 */
@NullMarked
package io.holdpoint.simulation;

import org.jspecify.annotations.NullMarked;
