package io.holdpoint.request;

import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;

/** Published after the commit of a change to a request, on the instance that made it. */
public record RequestChanged(RequestId id, RequestStatus status) {}
