/** The draft of the policy that all admins share: edited, published, rolled back. */
@NullMarked
package io.holdpoint.drafts;

import org.jspecify.annotations.NullMarked;
