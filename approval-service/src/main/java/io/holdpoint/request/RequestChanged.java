package io.holdpoint.request;

import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;

/**
 * A request was held, reviewed, escalated or decided. Published as an application event after the
 * commit, on the instance that made the change and on the one thread of {@link ChangeFeed}: a
 * listener must return at once. Whoever wants the changes of other instances too subscribes to the
 * feed instead.
 */
public record RequestChanged(RequestId id, RequestStatus status) {}
