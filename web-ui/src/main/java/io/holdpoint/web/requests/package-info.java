/** Inbox, request page and history: where people see requests and decide them. */
@NullMarked
package io.holdpoint.web.requests;

import org.jspecify.annotations.NullMarked;
