package io.holdpoint.notification;

import io.holdpoint.model.PersonId;
import io.holdpoint.model.notice.Delivery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** How people want to be told, as it is stored. */
@Component
class NoticePeople {

  static final Set<Delivery.Kind> USUAL_KINDS =
      EnumSet.of(Delivery.Kind.HELD, Delivery.Kind.ESCALATION, Delivery.Kind.VERDICT);

  private final JdbcClient jdbc;

  NoticePeople(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param mail set by an administrator; empty: no mail
   * @param webhook the name of one, set by an administrator
   * @param kinds of what is told there
   */
  record Wishes(
      PersonId person,
      Optional<String> mail,
      Optional<String> webhook,
      Set<Delivery.Kind> kinds,
      Optional<QuietHours> quiet) {

    Wishes {
      kinds = Set.copyOf(kinds);
    }

    static Wishes usual(PersonId person) {
      return new Wishes(person, Optional.empty(), Optional.empty(), USUAL_KINDS, Optional.empty());
    }
  }

  Wishes of(PersonId person) {
    return jdbc.sql("select * from notice_wishes where person_id = :person")
        .param("person", person.value())
        .query(NoticePeople::wishes)
        .optional()
        .orElseGet(() -> Wishes.usual(person));
  }

  /** Of all people with any address. */
  List<Wishes> withAddress() {
    return jdbc.sql(
            "select * from notice_wishes where mail is not null or webhook is not null"
                + " order by person_id")
        .query(NoticePeople::wishes)
        .list();
  }

  /** Whoever has this address. */
  List<Wishes> at(String mail) {
    return jdbc.sql("select * from notice_wishes where mail = :mail")
        .param("mail", mail)
        .query(NoticePeople::wishes)
        .list();
  }

  @Transactional(propagation = Propagation.MANDATORY)
  void save(Wishes wishes) {
    jdbc.sql(
            "insert into notice_wishes (person_id, kinds) values (:person, '') on conflict do nothing")
        .param("person", wishes.person().value())
        .update();
    jdbc.sql(
            """
            update notice_wishes set mail = cast(:mail as varchar), webhook = cast(:webhook as varchar),
              kinds = :kinds,
              quiet_from = cast(:from as varchar), quiet_to = cast(:to as varchar),
              zone = cast(:zone as varchar)
            where person_id = :person
            """)
        .param("mail", wishes.mail().orElse(null))
        .param("webhook", wishes.webhook().orElse(null))
        .param(
            "kinds",
            wishes.kinds().stream().map(Enum::name).sorted().collect(Collectors.joining(",")))
        .param("from", wishes.quiet().map(quiet -> quiet.from().toString()).orElse(null))
        .param("to", wishes.quiet().map(quiet -> quiet.to().toString()).orElse(null))
        .param("zone", wishes.quiet().map(quiet -> quiet.zone().getId()).orElse(null))
        .param("person", wishes.person().value())
        .update();
  }

  private static Wishes wishes(ResultSet row, int n) throws SQLException {
    @Nullable String from = row.getString("quiet_from");
    @Nullable String to = row.getString("quiet_to");
    @Nullable String zone = row.getString("zone");
    String kinds = row.getString("kinds");
    return new Wishes(
        new PersonId(row.getString("person_id")),
        Optional.ofNullable(row.getString("mail")),
        Optional.ofNullable(row.getString("webhook")),
        kinds.isEmpty()
            ? Set.of()
            : Arrays.stream(kinds.split(","))
                .map(Delivery.Kind::valueOf)
                .collect(Collectors.toSet()),
        from == null || to == null || zone == null
            ? Optional.empty()
            : Optional.of(
                new QuietHours(LocalTime.parse(from), LocalTime.parse(to), ZoneId.of(zone))));
  }
}
