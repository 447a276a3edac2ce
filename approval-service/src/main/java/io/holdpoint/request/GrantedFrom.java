package io.holdpoint.request;

import io.holdpoint.grants.PastRequests;
import io.holdpoint.model.Basis;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The ledger's requests, for those who make grants of them. */
@Component
class GrantedFrom implements PastRequests {

  private final RequestReader reader;

  GrantedFrom(RequestReader reader) {
    this.reader = reader;
  }

  @Override
  public Optional<PastRequest> find(RequestId id) {
    return reader
        .row(id)
        .map(
            row -> {
              var request = row.toRecord();
              return new PastRequest(
                  id,
                  request.agent(),
                  request.task(),
                  request.action(),
                  row.input(),
                  request
                      .verdict()
                      .filter(verdict -> verdict.outcome() == RequestStatus.DENIED)
                      .filter(verdict -> verdict.basis() == Basis.REVIEWERS)
                      .isPresent());
            });
  }
}
