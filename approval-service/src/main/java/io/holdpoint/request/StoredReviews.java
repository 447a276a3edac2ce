package io.holdpoint.request;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.data.repository.Repository;

/** Append and read; a repository that cannot change or delete. */
interface StoredReviews extends Repository<StoredReview, Long> {

  StoredReview save(StoredReview review);

  /** Those that count are {@code voidedByChange} 0. */
  List<StoredReview> findByRequestIdInAndVoidedByChangeOrderById(
      Collection<UUID> requests, int voidedByChange);

  List<StoredReview> findByRequestIdAndVoidedByChangeGreaterThanOrderById(
      UUID request, int voidedByChange);
}
