package io.holdpoint.drafts;

import io.holdpoint.model.PersonId;
import io.holdpoint.model.desk.DraftDesk.Edit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The draft and its edits in the database. */
@Component
class DraftStore {

  /** Edits that are shown, and revisions whose text is kept. */
  static final int KEPT = 100;

  /** Characters of what is told of one edit. */
  static final int WHAT_CHARS = 1_000;

  private static final String SELECT =
      "select revision, base, document, begun_revision, begun_at from policy_draft where id = 1";

  private final JdbcClient jdbc;

  DraftStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Draft read() {
    return jdbc.sql(SELECT).query(DraftStore::draft).single();
  }

  /** Rises with everything that is done to the draft. */
  long revision() {
    return jdbc.sql("select revision from policy_draft where id = 1").query(Long.class).single();
  }

  /** Keeps others from changing and publishing until the caller's transaction ends. */
  @Transactional(propagation = Propagation.MANDATORY)
  Draft lock() {
    return jdbc.sql(SELECT + " for update").query(DraftStore::draft).single();
  }

  /** Writes the next revision of the draft, under {@link #lock}. */
  @Transactional(propagation = Propagation.MANDATORY)
  void write(Draft before, int base, String document, PersonId by, String what, Instant now) {
    long revision = before.revision() + 1;
    var at = now.atOffset(ZoneOffset.UTC);
    long since = before.begun().map(Draft.Begun::since).orElse(revision);
    var begunAt = before.begun().map(begun -> begun.at().atOffset(ZoneOffset.UTC)).orElse(at);
    moved(
        jdbc.sql(
                """
                update policy_draft
                set revision = ?, base = ?, document = ?, begun_revision = ?, begun_at = ?
                where id = 1 and revision = ?
                """)
            .params(revision, base, document, since, begunAt, before.revision())
            .update());
    jdbc.sql(
            """
            insert into policy_draft_edits (revision, at, person, what, document)
            values (?, ?, ?, ?, ?)
            """)
        .params(revision, at, by.value(), cut(what), document)
        .update();
    jdbc.sql(
            "update policy_draft_edits set document = null"
                + " where revision <= ? and document is not null")
        .param(revision - KEPT)
        .update();
    jdbc.sql("delete from policy_draft_edits where revision <= ? and revision < ?")
        .params(revision - KEPT, since)
        .update();
  }

  /** Ends the draft, under {@link #lock}; its edits stay for a while, for stale writers. */
  @Transactional(propagation = Propagation.MANDATORY)
  void clear(Draft before) {
    moved(
        jdbc.sql(
                """
                update policy_draft
                set revision = revision + 1,
                  base = null, document = null, begun_revision = null, begun_at = null
                where id = 1 and revision = ?
                """)
            .param(before.revision())
            .update());
  }

  /** Lets whoever saw the draft before look again, under {@link #lock}; what it says stands. */
  @Transactional(propagation = Propagation.MANDATORY)
  void touch(Draft before) {
    moved(
        jdbc.sql("update policy_draft set revision = revision + 1 where id = 1 and revision = ?")
            .param(before.revision())
            .update());
  }

  /** Who changed what in a draft, newest first, at most {@link #KEPT}. */
  List<Edit> edits(Draft.Begun draft) {
    return jdbc.sql(
            "select at, person, what from policy_draft_edits where revision >= ?"
                + " order by revision desc limit ?")
        .params(draft.since(), KEPT)
        .query(
            (row, number) ->
                new Edit(
                    row.getObject("at", OffsetDateTime.class).toInstant(),
                    new PersonId(row.getString("person")),
                    row.getString("what")))
        .list();
  }

  /** Everybody who changed something in a draft since it was begun. */
  Set<PersonId> authors(Draft.Begun draft) {
    Set<PersonId> authors = new TreeSet<>(Comparator.comparing(PersonId::value));
    jdbc.sql("select distinct person from policy_draft_edits where revision >= ?")
        .param(draft.since())
        .query((row, number) -> new PersonId(row.getString("person")))
        .list()
        .forEach(authors::add);
    return authors;
  }

  /** What the draft said at a revision; empty when it said nothing then, or that is not kept. */
  Optional<String> textAt(long revision) {
    return jdbc.sql(
            """
            select document from policy_draft_edits
            where revision = (select max(revision) from policy_draft_edits where revision <= ?)
            """)
        .param(revision)
        .query((row, number) -> Optional.ofNullable(row.getString("document")))
        .optional()
        .flatMap(text -> text);
  }

  private static void moved(int rows) {
    if (rows != 1) {
      throw new IllegalStateException("the draft was changed under its lock");
    }
  }

  private static String cut(String what) {
    if (what.length() <= WHAT_CHARS) {
      return what;
    }
    int end = Character.isHighSurrogate(what.charAt(WHAT_CHARS - 2)) ? 2 : 1;
    return what.substring(0, WHAT_CHARS - end) + "…";
  }

  private static Draft draft(ResultSet row, int number) throws SQLException {
    String document = row.getString("document");
    return new Draft(
        row.getLong("revision"),
        document == null
            ? Optional.empty()
            : Optional.of(
                new Draft.Begun(
                    row.getInt("base"),
                    document,
                    row.getLong("begun_revision"),
                    row.getObject("begun_at", OffsetDateTime.class).toInstant())));
  }
}
