package io.holdpoint.identity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The stored keys of agents. */
interface AgentKeys extends Repository<AgentKey, String> {

  Optional<AgentKey> findById(String id);

  List<AgentKey> findAllByAgentOrderByCreatedAt(String agent);

  @Query("select k from AgentKey k order by k.createdAt, k.id")
  List<AgentKey> all();

  AgentKey save(AgentKey key);

  @Transactional
  @Modifying
  @Query(
      """
      update AgentKey k set k.lastUsedAt = :at
      where k.id = :id and (k.lastUsedAt is null or k.lastUsedAt < :at)
      """)
  int used(String id, Instant at);
}
