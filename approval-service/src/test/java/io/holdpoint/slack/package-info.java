/** Reviewers in Slack, from the click to the waiting agent's answer; only Slack is stood in for. */
package io.holdpoint.slack;
