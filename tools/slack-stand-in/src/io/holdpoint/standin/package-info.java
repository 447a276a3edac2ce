/**
 * A stand-in for Slack: its Web API, interactivity over signed HTTP and Socket Mode, and signing in with
 * it, as far as Holdpoint uses them. For tests, and for looking at messages without a workspace
 * (tools/slack-stand-in). Needs the JDK only; nothing of it is delivered.
 */
package io.holdpoint.standin;
