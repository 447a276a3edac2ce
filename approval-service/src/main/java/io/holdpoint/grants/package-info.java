/**
 * Standing approvals with a bound: what they cover, who may make them, and their use when a request
 * would be held. What a grant covers and whether it may release is judged by plain functions.
 */
@NullMarked
package io.holdpoint.grants;

import org.jspecify.annotations.NullMarked;
