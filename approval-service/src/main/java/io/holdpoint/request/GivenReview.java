package io.holdpoint.request;

import io.holdpoint.model.Review;
import java.util.Set;

/**
 * A review and in which groups its author was when it was given. While a request is pending, the
 * groups of now count; these tell how a verdict came about after it was given.
 */
public record GivenReview(Review review, Set<String> groups) {

  public GivenReview {
    groups = Set.copyOf(groups);
  }
}
