/**
 * The words of Holdpoint as types: ids, statuses, actions, demands, verdicts. Plain values with no
 * framework in them, shared by every module.
 */
@NullMarked
package io.holdpoint.model;

import org.jspecify.annotations.NullMarked;
