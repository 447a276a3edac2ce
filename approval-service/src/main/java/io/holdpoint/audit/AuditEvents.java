package io.holdpoint.audit;

import java.util.List;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.repository.Repository;

/** Append and read; a repository that cannot change or delete. */
interface AuditEvents extends Repository<AuditEvent, Long> {

  AuditEvent save(AuditEvent event);

  List<AuditEvent> findByRequestIdOrderBySequence(UUID requestId);

  List<AuditEvent> findByRequestIdInOrderBySequence(List<UUID> requestIds, Limit limit);

  List<AuditEvent> findBySequenceLessThanOrderBySequenceDesc(long before, Limit limit);
}
