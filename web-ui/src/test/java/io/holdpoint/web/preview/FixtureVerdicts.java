package io.holdpoint.web.preview;

import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.ReviewDesk;
import io.holdpoint.model.desk.VerdictDesk;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** What came of approvals, in memory: nothing, unless a test says so. */
@Component
class FixtureVerdicts implements VerdictDesk, Fixture {

  private final ReviewDesk desk;
  private final Map<RequestId, UseView> uses = new ConcurrentHashMap<>();

  FixtureVerdicts(@Lazy ReviewDesk desk) {
    this.desk = desk;
  }

  @Override
  public void reset() {
    uses.clear();
  }

  void redeemed(RequestId id, String by, Optional<ResultView> result) {
    uses.put(id, new UseView(false, Instant.now().minusSeconds(90), by, "", result));
  }

  @Override
  public Optional<ApprovalView> approval(PersonId reader, RequestId request) {
    var s = desk.open(reader, request).summary();
    return s.status() != RequestStatus.APPROVED
        ? Optional.empty()
        : Optional.of(
            new ApprovalView(
                Optional.ofNullable(uses.get(request)),
                Instant.now().plus(Duration.ofMinutes(11)),
                s.tool().startsWith("late.") && !uses.containsKey(request)
                    ? Optional.of("The task is over: " + Fixtures.HOSTILE)
                    : Optional.empty(),
                !uses.containsKey(request)));
  }

  @Override
  public void revoke(PersonId by, RequestId request, String reason) {
    if (reason.isBlank()) {
      throw new BadInputException("reason", "reason: 0 characters; expected 1 to 1,000");
    }
    if (uses.containsKey(request)) {
      throw new RevocationTooLateException("The approval was redeemed at noon.");
    }
    uses.put(request, new UseView(true, Instant.now(), "person:" + by, reason, Optional.empty()));
  }
}
