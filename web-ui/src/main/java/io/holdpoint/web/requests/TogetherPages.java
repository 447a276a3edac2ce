package io.holdpoint.web.requests;

import io.holdpoint.model.Channel;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.ReviewDecision;
import io.holdpoint.model.desk.AccountDesk;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.InsightDesk;
import io.holdpoint.model.desk.NoSuchRequestException;
import io.holdpoint.model.desk.ReviewDesk;
import io.holdpoint.model.desk.ReviewDesk.ReviewOrder;
import io.holdpoint.model.desk.ReviewDesk.Reviewed;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.model.text.Headline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.annotation.Lazy;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Several requests on one page, each in full, decided by one button. What is sent names each
 * request with the digest of the action that was shown; each is taken or refused for itself.
 */
@Controller
class TogetherPages {

  private final ReviewDesk desk;
  private final AccountDesk accounts;
  private final InsightDesk insight;
  private final FreshProof proof;

  TogetherPages(
      @Lazy ReviewDesk desk,
      @Lazy AccountDesk accounts,
      @Lazy InsightDesk insight,
      FreshProof proof) {
    this.desk = desk;
    this.accounts = accounts;
    this.insight = insight;
    this.proof = proof;
  }

  /**
   * What became of one.
   *
   * @param done what was decided, or why nothing was
   */
  record Told(RequestId id, String headline, boolean taken, boolean approved, String done) {}

  @GetMapping("/decide")
  String see(
      @AuthenticationPrincipal SignedIn me,
      @RequestParam(defaultValue = "") List<String> id,
      Model model) {
    var ids = new LinkedHashSet<RequestId>();
    id.forEach(text -> RequestId.parse(text).ifPresent(ids::add));
    List<RequestPage> pages = new ArrayList<>();
    int gone = 0;
    for (RequestId each : ids) {
      if (pages.size() == ReviewDesk.MOST_TOGETHER) {
        model.addAttribute("left", ids.size() - ReviewDesk.MOST_TOGETHER - gone);
        break;
      }
      Optional<RequestPage> page = page(me.personId(), each);
      page.ifPresent(pages::add);
      gone += page.isEmpty() ? 1 : 0;
    }
    insight.shown(
        me.personId(),
        pages.stream().filter(RequestPage::mayReview).map(page -> page.detail().id()).toList());
    model.addAttribute("pages", pages);
    pages.stream()
        .filter(page -> page.mayReview() && !page.alone())
        .filter(page -> proof.isAskedFor(me, page.detail().demand()))
        .findAny()
        .ifPresent(page -> proof.ask(me, model));
    return "requests/together";
  }

  @PostMapping("/decide")
  String decide(
      @AuthenticationPrincipal SignedIn me,
      @RequestParam MultiValueMap<String, String> sent,
      Model model) {
    List<String> ids = sent.getOrDefault("id", List.of());
    String common = first(sent, "reason");
    Optional<Instant> provenAt = proof.of(me, first(sent, "password"));
    List<ReviewOrder> orders = new ArrayList<>();
    Map<RequestId, String> headlines = new LinkedHashMap<>();
    for (String text : ids) {
      RequestId id =
          RequestId.parse(text)
              .orElseThrow(() -> new BadInputException("id", "id: expected a request's id"));
      Optional<ReviewDecision> decision = decision(first(sent, "decision-" + id));
      if (decision.isPresent()) {
        String own = first(sent, "reason-" + id);
        orders.add(
            new ReviewOrder(
                me.personId(),
                id,
                decision.get(),
                own.isBlank() ? common : own,
                first(sent, "digest-" + id),
                Channel.CONSOLE,
                provenAt));
        headlines.put(id, headline(me.personId(), id));
      }
    }
    List<Told> told = new ArrayList<>();
    List<Reviewed> reviewed = desk.reviewTogether(orders);
    for (int i = 0; i < orders.size(); i++) {
      told.add(told(orders.get(i), reviewed.get(i), headlines));
    }
    model.addAttribute("told", told);
    model.addAttribute("taken", told.stream().filter(Told::taken).count());
    model.addAttribute("refused", told.stream().filter(t -> !t.taken()).count());
    model.addAttribute("untouched", ids.size() - orders.size());
    return "requests/together-done";
  }

  private static Told told(ReviewOrder order, Reviewed reviewed, Map<RequestId, String> headlines) {
    boolean approved = order.decision() == ReviewDecision.APPROVE;
    String headline = headlines.getOrDefault(order.request(), "");
    return switch (reviewed) {
      case Reviewed.Taken(var id, var status) ->
          new Told(
              id,
              headline,
              true,
              approved,
              (approved ? "Approved" : "Denied")
                  + (status.isFinal() ? "" : "; it still waits for others"));
      case Reviewed.Refused(var id, var why) -> new Told(id, headline, false, approved, why);
    };
  }

  private Optional<RequestPage> page(PersonId reader, RequestId id) {
    try {
      return Optional.of(RequestPage.of(desk.open(reader, id), reader, accounts::person, null));
    } catch (NoSuchRequestException e) {
      return Optional.empty();
    }
  }

  private String headline(PersonId reader, RequestId id) {
    return page(reader, id).map(RequestPage::headline).map(Headline::toString).orElse("");
  }

  private static Optional<ReviewDecision> decision(String text) {
    return switch (text) {
      case "approve" -> Optional.of(ReviewDecision.APPROVE);
      case "deny" -> Optional.of(ReviewDecision.DENY);
      case "", "leave" -> Optional.empty();
      default ->
          throw new BadInputException("decision", "decision: expected approve, deny or leave");
    };
  }

  private static String first(MultiValueMap<String, String> sent, String name) {
    String value = sent.getFirst(name);
    return value == null ? "" : value;
  }
}
