/**
 * The channels that tell reviewers, one package for each. Every channel passes the contract in this
 * module's tests; what an agent wrote is hostile in each of them.
 */
@NullMarked
package io.holdpoint.notifiers;

import org.jspecify.annotations.NullMarked;
