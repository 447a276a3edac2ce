/**
 * Tests of the whole: the service as a process of its own, the scripts, the tools, the containers'
 * files. What is run here is what a user runs.
 */
@NullMarked
package io.holdpoint.process;

import org.jspecify.annotations.NullMarked;
