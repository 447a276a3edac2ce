/**
 * Slack, through Slack's own SDK: messages that show requests, clicks and forms that become
 * reviews, and signing in with Slack to link a person. The only place that knows {@code com.slack}.
 *
 * <p>What an agent wrote goes to Slack as literal text of rich text blocks only, never as markup.
 * What comes back from Slack is believed in two things: that it is from Slack, and which user of
 * which workspace acted. Everything else (which request, which action, who that user is here, what
 * they may do) is checked anew.
 */
@NullMarked
package io.holdpoint.notifiers.slack;

import org.jspecify.annotations.NullMarked;
