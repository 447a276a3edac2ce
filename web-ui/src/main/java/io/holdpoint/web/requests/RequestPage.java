package io.holdpoint.web.requests;

import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.ApprovalSlot;
import io.holdpoint.model.Person;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.Review;
import io.holdpoint.model.ReviewDecision;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.RequestDetail;
import io.holdpoint.model.desk.RequestDetail.Standing;
import io.holdpoint.model.desk.RequestSummary;
import io.holdpoint.model.desk.ReviewDesk;
import io.holdpoint.model.text.Headline;
import io.holdpoint.model.text.Json;
import io.holdpoint.web.diagram.Diagram;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request as its page shows it: the detail, and what has to be worked out of it before a template
 * can be plain.
 *
 * @param facts the first simple arguments, for the eye; all of them stand below in full
 * @param more how many arguments are not among {@code facts}
 * @param places one line for each demanded place, filled or not, always as many
 * @param others reviews that fill no place, such as a denial
 */
record RequestPage(
    RequestDetail detail,
    RequestSummary summary,
    Headline headline,
    List<Json.Member> facts,
    int more,
    List<Place> places,
    List<Said> others,
    Optional<Said> mine,
    boolean mayReview,
    List<String> myGroups,
    String whyNot,
    @Nullable Diagram diagram) {

  private static final int MOST_FACTS = 6;

  /** Whether it is decided here only, and not together with others. */
  public boolean alone() {
    return detail.demand().filter(ReviewDesk::alone).isPresent();
  }

  /** One demanded place; {@code by} is null while it is open. */
  record Place(String group, boolean current, @Nullable Said by) {}

  /**
   * A review with the name of who gave it.
   *
   * @param lapsed whether the request still waits and the person may not decide it any more, so
   *     that the review does not count
   */
  record Said(Review review, String name, boolean lapsed) {

    /** Such as " standing in for rita"; empty in one's own right. */
    public String insteadOf() {
      return review.stoodInFor().map(absent -> " standing in for " + absent).orElse("");
    }

    public boolean approves() {
      return review.decision() == ReviewDecision.APPROVE;
    }
  }

  static RequestPage of(
      RequestDetail detail,
      PersonId reader,
      Function<PersonId, Optional<Person>> people,
      @Nullable Diagram diagram) {
    List<Said> said = detail.reviews().stream().map(r -> said(r, detail, people)).toList();
    List<Place> places = places(detail, said);
    List<Said> others =
        said.stream().filter(s -> places.stream().noneMatch(p -> s.equals(p.by()))).toList();
    List<Json.Member> members = Json.members(detail.action().arguments());
    List<Json.Member> facts =
        members.stream().filter(Json.Member::simple).limit(MOST_FACTS).toList();
    boolean may = detail.standing() instanceof Standing.MayReview && isPending(detail);
    return new RequestPage(
        detail,
        detail.summary(),
        Headline.of(detail.action().tool(), detail.action().named(), detail.action().arguments()),
        facts,
        members.size() - facts.size(),
        places,
        others,
        said.stream().filter(s -> s.review().by().equals(reader)).findFirst(),
        may,
        detail.standing() instanceof Standing.MayReview now ? now.groups() : List.of(),
        detail.standing() instanceof Standing.MayNot(var why) ? why : "",
        diagram);
  }

  /** The absent person for whom the reader would decide; empty in their own right. */
  public Optional<PersonId> insteadOf() {
    return detail.standing() instanceof Standing.MayReview now ? now.insteadOf() : Optional.empty();
  }

  /** How many denials end it. */
  public int denials() {
    return detail.demand().map(ApprovalDemand::denials).orElse(1);
  }

  public boolean reasonRequired() {
    return detail.demand().filter(ApprovalDemand::reasonRequired).isPresent();
  }

  private static Said said(
      Review review, RequestDetail detail, Function<PersonId, Optional<Person>> people) {
    boolean lapsed =
        isPending(detail)
            && detail.demand().isPresent()
            && people
                .apply(review.by())
                .filter(p -> p.is(Role.REVIEWER))
                .flatMap(p -> people.apply(review.stoodInFor().orElse(p.id())))
                .filter(p -> p.is(Role.REVIEWER) && isAsked(p, detail.demand().get()))
                .isEmpty();
    return new Said(review, name(review.by(), people), lapsed);
  }

  private static boolean isAsked(Person person, ApprovalDemand demand) {
    return demand.slots().stream().anyMatch(slot -> person.groups().contains(slot.group()))
        || demand.escalateTo().filter(person.groups()::contains).isPresent();
  }

  private static boolean isPending(RequestDetail detail) {
    return detail.summary().status() == RequestStatus.PENDING;
  }

  /** In a demand met in turn only the first group with an open place is asked now. */
  private static List<Place> places(RequestDetail detail, List<Said> said) {
    if (detail.demand().isEmpty()) {
      return List.of();
    }
    var demand = detail.demand().get();
    var places = new ArrayList<Place>();
    boolean turnGone = false;
    for (int i = 0; i < demand.slots().size(); i++) {
      ApprovalSlot slot = demand.slots().get(i);
      List<PersonId> filling = i < detail.filled().size() ? detail.filled().get(i) : List.of();
      for (int n = 0; n < slot.count(); n++) {
        Said by = n < filling.size() ? approvalOf(filling.get(n), said) : null;
        places.add(new Place(slot.group(), isPending(detail) && !turnGone, by));
      }
      turnGone |= demand.inTurn() && filling.size() < slot.count();
    }
    return places;
  }

  private static @Nullable Said approvalOf(PersonId who, List<Said> said) {
    return said.stream()
        .filter(s -> s.approves() && s.review().by().equals(who))
        .findFirst()
        .orElse(null);
  }

  private static String name(PersonId id, Function<PersonId, Optional<Person>> people) {
    return people.apply(id).map(Person::displayName).filter(n -> !n.isBlank()).orElse(id.value());
  }
}
