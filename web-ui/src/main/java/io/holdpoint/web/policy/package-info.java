/**
 * The policy's part of the console: in force, the draft and its forms, trying it, publishing,
 * versions.
 */
@NullMarked
package io.holdpoint.web.policy;

import org.jspecify.annotations.NullMarked;
