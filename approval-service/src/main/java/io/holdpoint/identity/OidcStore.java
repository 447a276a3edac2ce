package io.holdpoint.identity;

import io.holdpoint.model.PersonId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which issuer and subject is which person. */
@Component
class OidcStore {

  private final JdbcClient jdbc;

  OidcStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<PersonId> personOf(String issuer, String subject) {
    return jdbc.sql(
            "select person from person_sign_ins where issuer = :issuer and subject = :subject")
        .param("issuer", issuer)
        .param("subject", subject)
        .query(String.class)
        .optional()
        .map(PersonId::new);
  }

  /** Whether this mail is verified for somebody else. */
  boolean isAnothers(String mail, String issuer, String subject) {
    return jdbc.sql(
                """
                select count(*) from person_sign_ins where verified_mail = :mail
                  and not (issuer = :issuer and subject = :subject)
                """)
            .param("mail", mail)
            .param("issuer", issuer)
            .param("subject", subject)
            .query(Long.class)
            .single()
        > 0;
  }

  /** Whether neither the subject nor the person had one. */
  boolean link(String issuer, String subject, PersonId person, Instant at) {
    return jdbc.sql(
                """
                insert into person_sign_ins (issuer, subject, person, created_at)
                values (:issuer, :subject, :person, :at) on conflict do nothing
                """)
            .param("issuer", issuer)
            .param("subject", subject)
            .param("person", person.value())
            .param("at", at.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  boolean unlink(PersonId person) {
    return jdbc.sql("delete from person_sign_ins where person = :person")
            .param("person", person.value())
            .update()
        == 1;
  }

  void seen(String issuer, String subject, @Nullable String mail, Instant at) {
    jdbc.sql(
            """
            update person_sign_ins set verified_mail = cast(:mail as varchar), last_at = :at
            where issuer = :issuer and subject = :subject
            """)
        .param("mail", mail)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("issuer", issuer)
        .param("subject", subject)
        .update();
  }
}
