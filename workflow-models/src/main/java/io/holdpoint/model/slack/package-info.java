/** What the Slack channel and the service ask of each other: who is who, keys, a shared memory. */
@NullMarked
package io.holdpoint.model.slack;

import org.jspecify.annotations.NullMarked;
