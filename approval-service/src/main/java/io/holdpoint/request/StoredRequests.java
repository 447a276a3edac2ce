package io.holdpoint.request;

import io.holdpoint.model.Basis;
import io.holdpoint.model.RequestStatus;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/**
 * The requests table. Each update carries its condition; its result is the number of rows that met
 * it, so 0 says that someone else was first.
 *
 * <p>The updates pass by the persistence context, so no {@link StoredRequest} may stay in it:
 * {@link RequestReader} detaches what it has read. Clearing the context instead would lose what a
 * caller has changed in the same transaction.
 */
interface StoredRequests extends Repository<StoredRequest, UUID> {

  Optional<StoredRequest> findById(UUID id);

  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select r from StoredRequest r where r.id = :id")
  Optional<StoredRequest> lock(UUID id);

  @Query(
      """
      select r from StoredRequest r
      where r.agentId in :agents and r.idempotencyKey in :idempotencyKeys
      """)
  List<StoredRequest> underKeys(Collection<String> agents, Collection<String> idempotencyKeys);

  List<StoredRequest> findByIdIn(Collection<UUID> ids);

  @Modifying
  @Query(
      """
      update StoredRequest r
      set r.status = :outcome, r.verdictBasis = :basis, r.verdictReason = :reason,
          r.decidedAt = :now, r.changedAt = :now, r.frozenSince = null
      where r.id = :id and r.status = RequestStatus.PENDING
        and (r.expiresAt > :now or r.frozenSince is not null)
      """)
  int settle(UUID id, RequestStatus outcome, Basis basis, String reason, Instant now);

  @Modifying
  @Query(
      """
      update StoredRequest r
      set r.status = RequestStatus.EXPIRED, r.verdictBasis = Basis.TIMEOUT,
          r.verdictReason = :reason, r.decidedAt = :now, r.changedAt = :now
      where r.id = :id and r.status = RequestStatus.PENDING and r.expiresAt <= :now
        and r.frozenSince is null
      """)
  int expire(UUID id, String reason, Instant now);

  @Modifying
  @Query(
      """
      update StoredRequest r set r.escalatedAt = :now, r.changedAt = :now
      where r.id = :id and r.status = RequestStatus.PENDING and r.escalatedAt is null
        and r.escalatesAt <= :now and r.frozenSince is null
      """)
  int escalate(UUID id, Instant now);

  @Modifying
  @Query("update StoredRequest r set r.changedAt = :now where r.id = :id")
  int touch(UUID id, Instant now);

  @Modifying
  @Query(
      """
      update StoredRequest r set r.processInstance = :instance, r.processSeenAt = :now
      where r.id = :id and (r.processInstance is null or r.processInstance = :instance)
      """)
  int bind(UUID id, long instance, Instant now);

  @Modifying
  @Query(
      """
      update StoredRequest r set r.processInstance = null, r.processSeenAt = :now
      where r.id = :id and r.status = RequestStatus.PENDING
      """)
  int unbind(UUID id, Instant now);

  @Query(
      """
      select r.id from StoredRequest r
      where r.status = RequestStatus.PENDING and r.expiresAt <= :now and r.frozenSince is null
      order by r.expiresAt
      """)
  List<UUID> due(Instant now, Limit limit);

  @Query(
      """
      select r.id from StoredRequest r
      where r.status = RequestStatus.PENDING and r.agentId = :agent order by r.id
      """)
  List<UUID> pendingOf(String agent);

  @Query(
      """
      select r.id from StoredRequest r
      where r.task = :task and r.agentId = :agent and r.status = RequestStatus.PENDING order by r.id
      """)
  List<UUID> pendingOfTask(String agent, String task);

  /**
   * What still waits to be told to the engine is not silent: it has not been asked. As text, since
   * a native query gives the two databases' ids in different types.
   */
  @Query(
      value =
          """
          select cast(r.id as varchar) from requests r
          where r.status = 'PENDING' and r.process_seen_at < :before
            and not exists (select 1 from outbox o where o.request_id = r.id)
          order by r.process_seen_at limit :limit
          """,
      nativeQuery = true)
  List<String> silentSince(Instant before, int limit);
}
