package io.holdpoint.review;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.holdpoint.model.Channel;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.desk.ChangeDesk;
import io.holdpoint.model.desk.ChangeDesk.ChangeOrder;
import io.holdpoint.model.desk.ChangeDesk.Preview;
import io.holdpoint.model.desk.NoSuchRequestException;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.request.Answers;
import io.holdpoint.request.Ledger;
import io.holdpoint.request.posted.PostedChange;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Changes of arguments by programs in a person's name: the channel {@code api}. */
@RestController
class ChangesController {

  private final ChangeDesk desk;
  private final Ledger ledger;
  private final Answers answers;

  ChangesController(ChangeDesk desk, Ledger ledger, Answers answers) {
    this.desk = desk;
    this.ledger = ledger;
    this.answers = answers;
  }

  /**
   * What would become of a change.
   *
   * @param approves whether the caller's own approval would count
   * @param voided how many approvals would be void
   */
  record DryRun(
      boolean dryRun,
      ActionPart action,
      String tier,
      List<RulePart> rules,
      List<SlotPart> demanded,
      Instant expiresAt,
      List<String> stricter,
      boolean approves,
      int voided) {

    record ActionPart(
        String tool, @JsonRawValue String arguments, @JsonRawValue String target, String digest) {}

    record RulePart(String name, String tier) {}

    record SlotPart(String group, int count) {}

    static DryRun of(Preview preview) {
      var action = preview.action();
      return new DryRun(
          true,
          new ActionPart(
              action.tool(), action.arguments().text(), action.target().text(), action.digest()),
          preview.tier(),
          preview.explanation().rules().stream()
              .map(r -> new RulePart(r.name(), r.tier()))
              .toList(),
          preview.demand().slots().stream().map(s -> new SlotPart(s.group(), s.count())).toList(),
          preview.expiresAt(),
          preview.stricter(),
          preview.approves(),
          preview.voided());
    }
  }

  /** Changes the arguments and answers with the request as it stands after it. */
  @PostMapping(path = "/v1/requests/{id}/changes", produces = MediaType.APPLICATION_JSON_VALUE)
  Object change(
      @AuthenticationPrincipal SignedIn person, @PathVariable String id, HttpServletRequest call) {
    var posted = PostedChange.read(call);
    var request = RequestId.parse(id).orElseThrow(NoSuchRequestException::new);
    var order =
        new ChangeOrder(
            person.personId(),
            request,
            posted.arguments(),
            posted.reason(),
            posted.digest(),
            Channel.API);
    if (posted.dryRun()) {
      return DryRun.of(desk.preview(order));
    }
    desk.change(order);
    return answers.of(ledger.find(request).orElseThrow(NoSuchRequestException::new));
  }
}
