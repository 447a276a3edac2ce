/**
 * Changes single entries of a policy's text, so that comments and layout stay. Knows nothing of
 * drafts or storage.
 */
@NullMarked
package io.holdpoint.policy.text;

import org.jspecify.annotations.NullMarked;
