package io.holdpoint.request;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.data.repository.Repository;

/** Append and read; a repository that cannot change or delete. */
interface StoredReviews extends Repository<StoredReview, Long> {

  StoredReview save(StoredReview review);

  List<StoredReview> findByRequestIdInOrderById(Collection<UUID> requests);
}
