package io.holdpoint.identity;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The stored accounts of people. */
interface People extends Repository<PersonAccount, String> {

  /** Read on each call of a person, so without a transaction's two more round trips. */
  @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
  Optional<PersonAccount> findById(String id);

  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select p from PersonAccount p where p.id = :id")
  Optional<PersonAccount> lock(String id);

  List<PersonAccount> findAllByIdIn(List<String> ids);

  @Query("select p from PersonAccount p order by p.id")
  List<PersonAccount> all();

  boolean existsById(String id);

  PersonAccount save(PersonAccount account);

  /** Writes what was saved, for statements that do not go through the same doors. */
  void flush();
}
