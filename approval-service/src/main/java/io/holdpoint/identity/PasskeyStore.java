package io.holdpoint.identity;

import io.holdpoint.model.PersonId;
import io.holdpoint.model.desk.PasskeyDesk.Passkey;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The stored passkeys, and the challenges that are out. */
@Component
class PasskeyStore {

  /** So many challenges of one person may be out; with one more, all are forgotten. */
  static final int MOST_OUT = 20;

  private final JdbcClient jdbc;

  PasskeyStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A passkey as its verification needs it.
   *
   * @param credential the attested credential data: kind, credential id, public key
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Stored(String id, byte[] credential, long signCount, boolean backupEligible) {}

  /** What a challenge is for, and whose it is. */
  record Ceremony(PersonId person, String sessionHash, String purpose) {}

  List<Passkey> of(PersonId person) {
    return jdbc.sql(
            """
            select id, name, created_at, last_used_at from passkeys
            where person = :person order by created_at, id
            """)
        .param("person", person.value())
        .query(
            (rs, n) ->
                new Passkey(
                    rs.getString(1),
                    rs.getString(2),
                    rs.getObject(3, OffsetDateTime.class).toInstant(),
                    Optional.ofNullable(rs.getObject(4, OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant)))
        .list();
  }

  List<String> credentialIds(PersonId person) {
    return jdbc.sql("select credential_id from passkeys where person = :person order by created_at")
        .param("person", person.value())
        .query(String.class)
        .list();
  }

  /** Locks it until the caller's transaction ends, so that its counter rises one by one. */
  Optional<Stored> lock(PersonId person, String credentialId) {
    return jdbc.sql(
            """
            select id, credential, sign_count, backup_eligible from passkeys
            where person = :person and credential_id = :credential for update
            """)
        .param("person", person.value())
        .param("credential", credentialId)
        .query(
            (rs, n) -> new Stored(rs.getString(1), rs.getBytes(2), rs.getLong(3), rs.getBoolean(4)))
        .optional();
  }

  /** Whether the credential was nobody's. */
  boolean add(PersonId person, String credentialId, Stored passkey, String name, Instant at) {
    return jdbc.sql(
                """
                insert into passkeys
                  (id, person, credential_id, credential, name, sign_count, backup_eligible, created_at)
                values (:id, :person, :credentialId, :credential, :name, :count, :eligible, :at)
                on conflict do nothing
                """)
            .param("id", passkey.id())
            .param("person", person.value())
            .param("credentialId", credentialId)
            .param("credential", passkey.credential())
            .param("name", name)
            .param("count", passkey.signCount())
            .param("eligible", passkey.backupEligible())
            .param("at", utc(at))
            .update()
        == 1;
  }

  void used(String id, long signCount, Instant at) {
    jdbc.sql("update passkeys set sign_count = :count, last_used_at = :at where id = :id")
        .param("count", signCount)
        .param("at", utc(at))
        .param("id", id)
        .update();
  }

  boolean remove(PersonId person, String id) {
    return jdbc.sql("delete from passkeys where person = :person and id = :id")
            .param("person", person.value())
            .param("id", id)
            .update()
        == 1;
  }

  /** Remembers a challenge; what is over goes, so that nothing piles up. */
  void begin(String challenge, Ceremony ceremony, Instant now, Instant until) {
    jdbc.sql("delete from passkey_challenges where expires_at <= :now")
        .param("now", utc(now))
        .update();
    long out =
        jdbc.sql("select count(*) from passkey_challenges where person = :person")
            .param("person", ceremony.person().value())
            .query(Long.class)
            .single();
    if (out >= MOST_OUT) {
      jdbc.sql("delete from passkey_challenges where person = :person")
          .param("person", ceremony.person().value())
          .update();
    }
    jdbc.sql(
            """
            insert into passkey_challenges (challenge, person, session_hash, purpose, expires_at)
            values (:challenge, :person, :session, :purpose, :until)
            """)
        .param("challenge", challenge)
        .param("person", ceremony.person().value())
        .param("session", ceremony.sessionHash())
        .param("purpose", ceremony.purpose())
        .param("until", utc(until))
        .update();
  }

  /** Whether it was out for just this, and is now used: of several at once, one is told so. */
  boolean end(String challenge, Ceremony ceremony, Instant now) {
    return jdbc.sql(
                """
                delete from passkey_challenges where challenge = :challenge and person = :person
                  and session_hash = :session and purpose = :purpose and expires_at > :now
                """)
            .param("challenge", challenge)
            .param("person", ceremony.person().value())
            .param("session", ceremony.sessionHash())
            .param("purpose", ceremony.purpose())
            .param("now", utc(now))
            .update()
        == 1;
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
