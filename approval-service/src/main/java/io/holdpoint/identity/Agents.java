package io.holdpoint.identity;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The stored agents. */
interface Agents extends Repository<AgentAccount, String> {

  @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
  Optional<AgentAccount> findById(String id);

  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select a from AgentAccount a where a.id = :id")
  Optional<AgentAccount> lock(String id);

  @Query("select a from AgentAccount a order by a.id")
  List<AgentAccount> all();

  boolean existsById(String id);

  AgentAccount save(AgentAccount agent);

  /**
   * The agent with each key that is not revoked: all that its authentication needs, in one select
   * and without a transaction's two more round trips.
   */
  @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
  @Query(
      """
      select new io.holdpoint.identity.StoredKey(
        k.id, k.keyHash, k.expiresAt, k.networks, a.owner, a.labels, a.environments, a.disabled,
        a.createdAt)
      from AgentKey k join AgentAccount a on a.id = k.agent
      where k.agent = :id and k.revokedAt is null
      """)
  List<StoredKey> keysOf(String id);
}
