/**
 * Webhooks, signed as Standard Webhooks has it. Where they are posted to is an administrator's
 * word; that they reach nothing inside by it is this package's.
 */
@NullMarked
package io.holdpoint.notifiers.webhook;

import org.jspecify.annotations.NullMarked;
