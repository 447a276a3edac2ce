package io.holdpoint.request;

import io.holdpoint.model.Channel;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.Review;
import io.holdpoint.model.ReviewDecision;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The row of a review; append-only. */
@Entity
@SuppressWarnings("UnusedVariable") // some columns are read by queries only
@Table(name = "reviews")
class StoredReview {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private @Nullable Long id;

  private UUID requestId;
  private String personId;

  @Enumerated(EnumType.STRING)
  private ReviewDecision decision;

  private String reason;

  @Enumerated(EnumType.STRING)
  private Channel channel;

  private String digest;
  private String personGroups;
  private Instant reviewedAt;
  private @Nullable String stoodInFor;

  /** 0 while it counts. */
  private int voidedByChange;

  @SuppressWarnings("NullAway.Init") // filled by JPA
  protected StoredReview() {}

  StoredReview(RequestId request, Review review, String digest, Set<String> groups) {
    this.requestId = request.value();
    this.personId = review.by().value();
    this.decision = review.decision();
    this.reason = review.reason();
    this.channel = review.channel();
    this.digest = digest;
    this.personGroups = StoredJson.write(groups.stream().sorted().toList());
    this.reviewedAt = review.at();
    this.stoodInFor = review.stoodInFor().map(PersonId::value).orElse(null);
  }

  RequestId request() {
    return new RequestId(requestId);
  }

  GivenReview toGiven() {
    return new GivenReview(
        new Review(
            new PersonId(personId),
            decision,
            reason,
            channel,
            reviewedAt,
            Optional.ofNullable(stoodInFor).map(PersonId::new)),
        Set.copyOf(StoredJson.texts(personGroups)));
  }
}
