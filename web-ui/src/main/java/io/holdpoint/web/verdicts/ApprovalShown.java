package io.holdpoint.web.verdicts;

import io.holdpoint.model.Person;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.desk.NotAllowedException;
import io.holdpoint.model.desk.RequestSummary;
import io.holdpoint.model.desk.VerdictDesk;
import io.holdpoint.model.desk.VerdictDesk.ApprovalView;
import io.holdpoint.model.text.Visible;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * What came of an approval, for the request's page: its fragment asks {@code @approvalShown}
 * itself, so that the page need not know of it.
 */
@Component("approvalShown")
public class ApprovalShown {

  private static final Logger log = LoggerFactory.getLogger(ApprovalShown.class);

  private final ObjectProvider<VerdictDesk> verdicts;

  ApprovalShown(ObjectProvider<VerdictDesk> verdicts) {
    this.verdicts = verdicts;
  }

  /**
   * Empty for what is no approval, and for a reader who may not know. Whoever decides a request
   * must be able to, also while this cannot be read.
   */
  public Optional<ApprovalView> of(Optional<Person> reader, RequestSummary request) {
    VerdictDesk desk = verdicts.getIfAvailable();
    if (desk == null || reader.isEmpty() || request.status() != RequestStatus.APPROVED) {
      return Optional.empty();
    }
    try {
      return desk.approval(reader.get().id(), request.id());
    } catch (NotAllowedException e) {
      return Optional.empty();
    } catch (RuntimeException e) {
      log.warn("The page of {} is shown without its use: {}", request.id(), e.toString());
      return Optional.empty();
    }
  }

  /** {@code agent:support-bot} as {@code agent support-bot}. */
  public String actor(String wire) {
    int colon = wire.indexOf(':');
    if (colon < 0) {
      return Visible.line(wire);
    }
    String name = Visible.line(wire.substring(colon + 1));
    return switch (wire.substring(0, colon)) {
      case "person" -> name;
      case "enforcement" -> "enforcement point " + name;
      default -> wire.substring(0, colon) + " " + name;
    };
  }
}
