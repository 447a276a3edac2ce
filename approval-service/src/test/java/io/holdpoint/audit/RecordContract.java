package io.holdpoint.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdpoint.audit.AuditSequencer.BrokenChainException;
import io.holdpoint.audit.chain.ChainKeys;
import io.holdpoint.audit.chain.ChainRecord;
import io.holdpoint.audit.chain.ExportCheck;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.desk.AuditFilter;
import io.holdpoint.platform.LedgerTime;
import io.holdpoint.platform.MasterKey;
import io.holdpoint.testing.ShiftableLedgerTime;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The record is chained, signed and verified: on each database the same. */
@SpringBootTest(classes = RecordSlice.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class RecordContract {

  private static final PersonId AUDITOR = new PersonId("alma");

  @Autowired AuditTrail audit;
  @Autowired AuditSequencer sequencer;
  @Autowired AuditExports exports;
  @Autowired AuditSearch search;
  @Autowired AuditRetention retention;
  @Autowired SealingKey key;
  @Autowired ChainTables tables;
  @Autowired HeadsFile headsFile;
  @Autowired ShiftableLedgerTime time;
  @Autowired LedgerTime ledgerTime;
  @Autowired PlatformTransactionManager transactions;
  @Autowired ObjectProvider<MasterKey> master;
  @Autowired JdbcTemplate jdbc;

  private TransactionTemplate transaction;

  /** Lets what must not be changed be changed, as the owner of the database can. */
  abstract void withoutGuards(Runnable work);

  @BeforeEach
  void sealed() {
    transaction = new TransactionTemplate(transactions);
    sealAll(sequencer);
  }

  @AfterEach
  void clockBack() {
    sequencer.handOver();
    time.reset();
  }

  @Test
  void everyRecordGetsItsPlaceAndTheExportIsGood() throws IOException {
    write(50);
    long before = tables.state().place();
    assertThat(sequencer.sealSome()).isEqualTo(50);
    assertThat(tables.state().place()).isEqualTo(before + 50);
    List<String> lines = export();
    assertThat(check(lines).faults()).isEmpty();
    assertThat(lines.getFirst()).contains("\"type\":\"io.holdpoint.audit.export\"");
    assertThat(lines)
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("\"specversion\":\"1.0\"", "\"type\":\"io.holdpoint.test.done\""));
  }

  @Test
  void aRowThatCommitsLateIsNeitherSkippedNorPutBeforeWhatIsSealed() throws Exception {
    var written = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    var late =
        CompletableFuture.runAsync(
            () ->
                transaction.executeWithoutResult(
                    status -> {
                      append("late");
                      written.countDown();
                      await(goOn);
                    }));
    await(written);
    write(3);
    assertThat(sequencer.sealSome()).isEqualTo(3);
    long sealed = tables.state().place();
    assertThat(sequencer.sealSome()).isZero();
    goOn.countDown();
    late.join();
    assertThat(sequencer.sealSome()).isEqualTo(1);
    assertThat(
            jdbc.queryForObject(
                "select data from audit_events e join audit_chain c on c.sequence = e.sequence"
                    + " where c.place = ?",
                String.class,
                sealed + 1))
        .contains("late");
    assertThat(check(export()).faults()).isEmpty();
  }

  @Test
  void whatIsRolledBackLeavesAGapThatIsGivenUpAfterADay() throws IOException {
    try {
      transaction.executeWithoutResult(
          status -> {
            append("undone");
            throw new IllegalStateException("undone");
          });
    } catch (IllegalStateException e) {
      // As wanted.
    }
    write(1);
    assertThat(sequencer.sealSome()).isEqualTo(1);
    assertThat(tables.gaps()).isNotEmpty();
    time.forward(Duration.ofHours(25));
    sequencer.sealSome();
    assertThat(tables.gaps()).isEmpty();
    assertThat(check(export()).faults()).isEmpty();
  }

  @Test
  void oneInstanceSealsAndTheOtherTakesOverWhenItIsGone() throws IOException {
    var one = instance();
    var two = instance();
    sequencer.handOver();
    write(2);
    assertThat(one.sealSome()).isEqualTo(2);
    write(2);
    assertThat(two.sealSome()).as("while the other has the work").isZero();
    // The other is killed: it gives nothing back.
    time.forward(AuditSequencer.LEASE.plusMillis(1));
    assertThat(two.sealSome()).isEqualTo(2);
    write(1);
    assertThat(one.sealSome()).as("now the second has it").isZero();
    // The second stops in order.
    two.destroy();
    assertThat(one.sealSome()).isEqualTo(1);
    one.destroy();
    assertThat(check(export()).faults()).isEmpty();
  }

  @Test
  void twoInstancesThatSealAtOnceMakeOneChain() throws IOException {
    var one = instance();
    var two = instance();
    sequencer.handOver();
    long before = tables.state().place();
    var writers =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    CompletableFuture.runAsync(() -> IntStream.range(0, 25).forEach(n -> write(1))))
            .toList();
    var sealing =
        List.of(one, two).stream()
            .map(
                each ->
                    CompletableFuture.runAsync(
                        () -> {
                          while (writers.stream().anyMatch(w -> !w.isDone())) {
                            each.sealSome();
                            each.handOver();
                          }
                        }))
            .toList();
    writers.forEach(CompletableFuture::join);
    sealing.forEach(CompletableFuture::join);
    sequencer.handOver();
    sealAll(one);
    one.handOver();
    sealAll(two);
    two.handOver();
    assertThat(tables.state().place()).isEqualTo(before + 200);
    assertThat(check(export()).faults()).isEmpty();
  }

  @Test
  void theDatabaseRefusesToChangeOrDeleteARecord() {
    write(1);
    sealAll(sequencer);
    for (String sql :
        List.of(
            "update audit_events set actor = 'system'",
            "delete from audit_events",
            "update audit_chain set hash = ''",
            "delete from audit_chain",
            "update audit_heads set signature = ''",
            "delete from audit_heads")) {
      assertThatThrownBy(() -> jdbc.update(sql))
          .as(sql)
          .isInstanceOf(DataAccessException.class)
          .hasStackTraceContaining("append-only");
    }
  }

  @Test
  void anAlteredDeletedMovedTruncatedOrReplacedLineOfAnExportIsTold() throws IOException {
    write(6);
    sealAll(sequencer);
    List<String> good = export();
    assertThat(check(good).good()).isTrue();
    int at = good.size() - 4;

    var altered = new ArrayList<>(good);
    altered.set(at, good.get(at).replace("person:alma", "person:olga"));
    told(altered, "line " + (at + 1) + ": record", "altered");

    var deleted = new ArrayList<>(good);
    deleted.remove(at);
    told(deleted, "line " + (at + 1) + ": record", "missing");

    var moved = new ArrayList<>(good);
    Collections.swap(moved, at, at + 1);
    told(moved, "line " + (at + 1) + ": record");
    told(moved, "line " + (at + 2) + ": record", "out of order");

    told(new ArrayList<>(good.subList(0, at)), "truncated");
    told(new ArrayList<>(good.subList(1, good.size())), "line 1");

    // Replaced by one that was written elsewhere and hashed anew.
    var replaced = new ArrayList<>(good);
    replaced.set(at, good.get(good.size() - 2));
    told(replaced, "line " + (at + 1) + ":");

    for (int i = 0; i < good.size(); i += 3) {
      for (int c = 0; c < good.get(i).length(); c += 7) {
        var flipped = new ArrayList<>(good);
        var line = new StringBuilder(good.get(i));
        line.setCharAt(c, line.charAt(c) == 'x' ? 'y' : 'x');
        flipped.set(i, line.toString());
        assertThat(check(flipped).good()).as("line %s, character %s", i, c).isFalse();
      }
    }
  }

  private void told(List<String> lines, String... parts) {
    var result = check(lines);
    assertThat(result.faults()).anySatisfy(fault -> assertThat(fault).contains(parts));
  }

  @Test
  void anExportThatEndsTooSoonIsToldByTheHeadsThatWereKeptBeforeItWhateverCameLater()
      throws IOException {
    write(3);
    sealAll(sequencer);
    String before = lastHead();
    List<String> cut = export(Optional.of(tables.state().place() - 1));
    // Of the record that it was taken: younger than the export, and no proof against it.
    sealAll(sequencer);
    String after = lastHead();
    assertThat(after).isNotEqualTo(before);
    assertThat(check(cut, after).faults()).isEmpty();
    assertThat(check(cut, before, after).faults())
        .singleElement()
        .asString()
        .contains("was kept before it was taken");
  }

  private String lastHead() {
    var kept = tables.lastHead(tables.state().chain()).orElseThrow();
    return kept.head().line(kept.key(), kept.signature());
  }

  @Test
  void whatIsTooOldIsDeletedBehindASignedCheckpointAndNothingElse() throws IOException {
    write(4);
    sealAll(sequencer);
    long old = tables.state().place();
    time.forward(Duration.ofDays(364));
    write(2);
    sealAll(sequencer);
    retention.prune();
    assertThat(tables.state().prunedPlace()).isLessThan(old);
    time.forward(Duration.ofDays(2));
    retention.prune();
    assertThat(tables.state().prunedPlace()).isEqualTo(old);
    sealAll(sequencer);
    List<String> lines = export();
    assertThat(lines.getFirst()).contains("\"from\":" + (old + 1));
    assertThat(check(lines).faults()).isEmpty();
    assertThat(String.join("", lines))
        .contains("io.holdpoint.audit.pruned", "\"keptDays\":\"365\"");
    assertThat(jdbc.queryForObject("select min(place) from audit_chain", Long.class))
        .isEqualTo(old + 1);
    assertThat(
            jdbc.queryForObject(
                "select count(*) from audit_events e where not exists"
                    + " (select 1 from audit_chain c where c.sequence = e.sequence)",
                Long.class))
        .as("only the export's own row, which is not sealed yet")
        .isEqualTo(1);
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void whatWasDoneInTheDatabaseIsToldToo() throws IOException {
    write(8);
    sealAll(sequencer);
    long last = tables.state().place();
    withoutGuards(
        () -> {
          var data =
              jdbc.queryForObject(
                  "select data from audit_events where sequence = " + sequence(last - 2),
                  String.class);
          jdbc.update(
              "update audit_events set data = ? where sequence = " + sequence(last - 2),
              "{\"n\":\"forged\"}");
          assertThat(faults()).contains("record " + (last - 2) + " was altered or replaced");
          jdbc.update(
              "update audit_events set data = ? where sequence = " + sequence(last - 2), data);
          assertThat(faults()).isEmpty();

          long one = sequence(last - 3);
          long two = sequence(last - 4);
          jdbc.update("update audit_chain set sequence = -1 where place = ?", last - 3);
          jdbc.update("update audit_chain set sequence = ? where place = ?", one, last - 4);
          jdbc.update("update audit_chain set sequence = ? where place = ?", two, last - 3);
          assertThat(faults()).contains("record " + (last - 4) + " was altered or replaced");
          jdbc.update("update audit_chain set sequence = -1 where place = ?", last - 3);
          jdbc.update("update audit_chain set sequence = ? where place = ?", two, last - 4);
          jdbc.update("update audit_chain set sequence = ? where place = ?", one, last - 3);
          assertThat(faults()).isEmpty();

          // Replaced, and every hash from there on computed anew: only the signed heads tell.
          jdbc.update(
              "update audit_events set data = ? where sequence = " + sequence(last - 2),
              "{\"n\":\"forged\"}");
          var hashes = new ArrayList<String>();
          for (long place = last - 2; place <= last; place++) {
            String hash = rehashed(place);
            hashes.add(hash);
            jdbc.update("update audit_chain set hash = ? where place = ?", hash, place);
          }
          assertThat(faults()).contains("are not those that were signed");
          jdbc.update(
              "update audit_events set data = ? where sequence = " + sequence(last - 2), data);
          for (long place = last - 2; place <= last; place++) {
            jdbc.update("update audit_chain set hash = ? where place = ?", rehashed(place), place);
          }
          assertThat(faults()).isEmpty();

          // The end cut off, its head with it, and the state turned back: what was kept elsewhere
          // tells.
          write(1);
          sealAll(sequencer);
          var kept = tables.lastHead(tables.state().chain()).orElseThrow();
          String keptLine = kept.head().line(kept.key(), kept.signature());
          jdbc.update(
              "delete from audit_events where sequence in"
                  + " (select c.sequence from audit_chain c where c.place > ?)",
              last);
          for (String table : List.of("audit_heads", "audit_chain", "audit_terms")) {
            jdbc.update("delete from " + table + " where place > ?", last);
          }
          jdbc.update("update audit_state set place = ?, hash = ?", last, hash(last));
          assertThat(faults()).as("nothing here tells of it").isEmpty();
          assertThat(faults(keptLine)).contains("was kept before it was taken");
          // The instance that signed it remembers.
          write(1);
          assertThatThrownBy(sequencer::sealSome).isInstanceOf(BrokenChainException.class);
          sequencer.handOver();
          assertThat(sequencer.sealSome()).isPositive();

          // A record deleted with its row of the chain, and one without.
          write(5);
          sealAll(sequencer);
          long end = tables.state().place();
          jdbc.update("delete from audit_events where sequence = " + sequence(end - 3));
          jdbc.update("delete from audit_chain where place = ?", end - 1);
          assertThat(faults())
              .contains("record " + (end - 3) + " is missing")
              .contains("record " + (end - 1) + " is missing");
        });
  }

  @Test
  void signedHeadsGoOffTheHostAndTellOfARecordThatWasCutOff(@TempDir Path elsewhere)
      throws IOException {
    Path file = elsewhere.resolve("heads.ndjson");
    var sealing = instance(heads(file));
    sequencer.handOver();
    write(2);
    sealAll(sealing);
    long first = tables.state().place();
    write(3);
    sealAll(sealing);

    List<String> sent = Files.readAllLines(file);
    assertThat(sent).hasSize(2);
    assertThat(sent.getFirst()).contains("\"place\":" + first);
    assertThat(sent.getLast()).contains("\"place\":" + (first + 3), tables.state().hash());
    String[] kept = sent.toArray(String[]::new);
    assertThat(check(export(), kept).faults()).isEmpty();
    List<String> before = export(Optional.of(first - 1));
    assertThat(String.join("", check(before, kept).faults()))
        .contains("was kept before it was taken");
    assertThat(check(export(), sent.getFirst().replaceFirst("[0-9a-f]{64}", "0".repeat(64))).good())
        .isFalse();

    // A file that cannot be written stops nothing.
    sealing.handOver();
    var lonely = instance(heads(elsewhere));
    write(1);
    assertThat(lonely.sealSome()).isPositive();
    lonely.handOver();
    assertThat(check(export()).faults()).isEmpty();
  }

  private static HeadsFile heads(Path file) {
    return new HeadsFile(
        new AuditSettings(Optional.empty(), Optional.empty(), Optional.of(file.toString())));
  }

  @Test
  void keepsSixMonthsAtLeastUnlessToldOtherwiseTwice() {
    for (String less : List.of("P182D", "P6M", "PT1H", "soon", "P0D", "-P1Y")) {
      assertThatThrownBy(() -> settings(less, false))
          .as(less)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("holdpoint.audit.keep");
    }
    assertThat(settings("P183D", false).keptDays()).contains(183);
    assertThat(settings("P1D", true).keptDays()).contains(1);
    assertThat(settings("", false).keptDays()).contains(365);
    assertThat(settings("forever", false).keptDays()).isEmpty();
  }

  private static AuditSettings settings(String keep, boolean less) {
    return new AuditSettings(Optional.of(keep), Optional.of(less), Optional.empty());
  }

  @Test
  void theSigningKeyIsInTheDatabaseOnlyEncrypted() {
    var stored = jdbc.queryForMap("select * from audit_keys");
    assertThat(stored.get("private_key").toString()).hasSizeGreaterThan(90);
    assertThat(key.publicPem()).contains("BEGIN PUBLIC KEY");
    var other =
        new SealingKey(
            org.springframework.jdbc.core.simple.JdbcClient.create(jdbc.getDataSource()),
            ledgerTime,
            provider(MasterKey.ofBase64("C".repeat(43) + "=")));
    assertThatThrownBy(() -> other.sign("x"))
        .hasMessageContaining("another master key")
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void isSearchedByWhatItIsAbout() {
    String person = "pat-" + System.nanoTime();
    transaction.executeWithoutResult(
        status ->
            audit.append(
                "person.disabled",
                new Actor.ByPerson(AUDITOR),
                null,
                Map.of("person", person, "labels", "pii,health")));
    write(3);
    sealAll(sequencer);
    var by = filter(Optional.of(person), Optional.empty());
    var found = search.find(by, Optional.empty(), 10);
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().entry().event()).isEqualTo("person.disabled");
    assertThat(
            search.find(filter(Optional.of(person), Optional.of("health")), Optional.empty(), 10))
        .hasSize(1);
    assertThat(search.find(filter(Optional.of(person), Optional.of("other")), Optional.empty(), 10))
        .isEmpty();
    var all = search.find(AuditFilter.ALL, Optional.empty(), 2);
    var next = search.find(AuditFilter.ALL, Optional.of(all.getLast().entry().sequence()), 2);
    assertThat(next.getFirst().place()).isEqualTo(all.getLast().place() - 1);
  }

  private static AuditFilter filter(Optional<String> person, Optional<String> label) {
    return new AuditFilter(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        label,
        person,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private String hash(long place) {
    return jdbc.queryForObject("select hash from audit_chain where place = ?", String.class, place);
  }

  private long sequence(long place) {
    return jdbc.queryForObject(
        "select sequence from audit_chain where place = ?", Long.class, place);
  }

  /** What somebody would compute who has the database, and not the key. */
  private String rehashed(long place) {
    return jdbc.queryForObject(
        "select * from audit_events where sequence = ?",
        (row, n) ->
            new ChainRecord(
                    place,
                    row.getLong("sequence"),
                    ChainTables.instant(row, "at").toString(),
                    row.getString("event"),
                    row.getString("actor"),
                    "",
                    tables.data(row.getString("data")))
                .hash(hash(place - 1)),
        sequence(place));
  }

  private AuditSequencer instance() {
    return instance(headsFile);
  }

  private AuditSequencer instance(HeadsFile heads) {
    return new AuditSequencer(tables, key, heads, ledgerTime, transactions, master);
  }

  private static ObjectProvider<MasterKey> provider(MasterKey key) {
    return new ObjectProvider<>() {
      @Override
      public MasterKey getObject() {
        return key;
      }
    };
  }

  private void write(int rows) {
    for (int i = 0; i < rows; i++) {
      int n = i;
      transaction.executeWithoutResult(status -> append("n" + n));
    }
  }

  private void append(String what) {
    audit.append("test.done", new Actor.ByPerson(AUDITOR), null, Map.of("n", what));
  }

  private static void sealAll(AuditSequencer sequencer) {
    while (sequencer.sealSome() > 0) {
      // There is more.
    }
  }

  private List<String> export() throws IOException {
    return export(Optional.empty());
  }

  private List<String> export(Optional<Long> to) throws IOException {
    var all = new AuditExports.Part(Optional.empty(), to, Optional.empty(), Optional.empty());
    var out = new StringWriter();
    exports.write(exports.prepare(AUDITOR, all), out);
    return out.toString().lines().toList();
  }

  private String faults(String... kept) {
    try {
      return String.join("\n", check(export(), kept).faults());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private ExportCheck.Result check(List<String> lines, String... kept) {
    var check = new ExportCheck(ChainKeys.ofPem(key.publicPem()));
    for (String head : kept) {
      check.know(head, 1);
    }
    lines.forEach(check::next);
    return check.end();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
