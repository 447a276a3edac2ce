package io.holdpoint.review;

import io.holdpoint.audit.AuditExports;
import io.holdpoint.audit.AuditRecord;
import io.holdpoint.audit.AuditSearch;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.AuditFilter;
import io.holdpoint.model.desk.AuditLog;
import io.holdpoint.model.desk.BadCursorException;
import io.holdpoint.model.desk.NoSuchRequestException;
import io.holdpoint.model.desk.NotAllowedException;
import io.holdpoint.model.desk.Page;
import io.holdpoint.model.desk.RequestFilter;
import io.holdpoint.platform.LedgerTime;
import io.holdpoint.request.Ledger;
import io.holdpoint.request.RequestRecord;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The audit record for its readers. */
@Component
class AuditDesk implements AuditLog {

  private static final int MAX_LIMIT = 1_000;

  private final AuditRecord record;
  private final AuditSearch search;
  private final AuditExports exports;
  private final Readers readers;
  private final Ledger ledger;
  private final Views views;
  private final LedgerTime time;

  AuditDesk(
      AuditRecord record,
      AuditSearch search,
      AuditExports exports,
      Readers readers,
      Ledger ledger,
      Views views,
      LedgerTime time) {
    this.record = record;
    this.search = search;
    this.exports = exports;
    this.readers = readers;
    this.ledger = ledger;
    this.views = views;
    this.time = time;
  }

  @Override
  public List<AuditEntry> of(PersonId reader, RequestId id) {
    try {
      readers.with(reader, Role.REVIEWER, Role.ADMIN, Role.AUDITOR);
    } catch (NotAllowedException e) {
      throw new NoSuchRequestException();
    }
    if (ledger.find(id).isEmpty()) {
      throw new NoSuchRequestException();
    }
    return record.of(id);
  }

  @Override
  public Page<AuditEntry> latest(PersonId reader, Optional<String> before, int limit) {
    readers.with(reader, Role.AUDITOR);
    checked(limit);
    var entries = record.before(before.map(AuditDesk::sequence).orElse(Long.MAX_VALUE), limit);
    return page(entries, entries.size() < limit ? 0 : entries.getLast().sequence());
  }

  @Override
  public Page<Sealed> search(
      PersonId reader, AuditFilter filter, Optional<String> before, int limit) {
    readers.with(reader, Role.AUDITOR);
    checked(limit);
    var found = search.find(filter, before.map(AuditDesk::sequence), limit);
    return page(found, found.size() < limit ? 0 : found.getLast().entry().sequence());
  }

  @Override
  public TaskChain task(PersonId reader, Optional<String> agent, String task) {
    readers.with(reader, Role.AUDITOR);
    var page =
        ledger.list(
            new RequestFilter(
                Set.of(),
                Optional.empty(),
                agent,
                Optional.empty(),
                Optional.of(task),
                Optional.empty(),
                RequestFilter.MAX_LIMIT));
    var all = new LinkedHashMap<RequestId, RequestRecord>();
    page.items().forEach(each -> all.put(each.id(), each));
    above(all);
    var requests =
        all.values().stream().sorted(Comparator.comparing(RequestRecord::createdAt)).toList();
    var known = views.known(requests, reader, time.now());
    var parents = new HashMap<RequestId, RequestId>();
    requests.forEach(each -> each.parent().ifPresent(parent -> parents.put(each.id(), parent)));
    return new TaskChain(
        requests.stream().map(each -> views.summary(each, known)).toList(),
        parents,
        record.ofAll(requests.stream().map(RequestRecord::id).toList(), MAX_LIMIT),
        page.next().isPresent());
  }

  /** Adds the requests from which these come, as far as there is room. */
  private void above(Map<RequestId, RequestRecord> all) {
    var wanted = missing(all.values().stream().toList(), all.keySet());
    while (!wanted.isEmpty() && all.size() < RequestFilter.MAX_LIMIT) {
      var found = ledger.findAll(wanted);
      found.forEach(each -> all.put(each.id(), each));
      wanted = missing(found, all.keySet());
    }
  }

  private static Set<RequestId> missing(List<RequestRecord> of, Set<RequestId> known) {
    var missing = new HashSet<RequestId>();
    of.forEach(each -> each.parent().filter(id -> !known.contains(id)).ifPresent(missing::add));
    return missing;
  }

  /** Prepares an export and records that it is taken. */
  AuditExports.Prepared export(PersonId reader, AuditExports.Part part) {
    readers.with(reader, Role.AUDITOR);
    return exports.prepare(reader, part);
  }

  void write(AuditExports.Prepared export, Writer out) throws IOException {
    exports.write(export, out);
  }

  String publicKey(PersonId reader) {
    readers.with(reader, Role.AUDITOR);
    return exports.publicKey();
  }

  private static <T> Page<T> page(List<T> items, long next) {
    return new Page<>(
        new ArrayList<>(items), next == 0 ? Optional.empty() : Optional.of(String.valueOf(next)));
  }

  private static void checked(int limit) {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new BadCursorException("limit: expected 1 to " + MAX_LIMIT + ", was " + limit);
    }
  }

  private static long sequence(String cursor) {
    if (!cursor.matches("[0-9]{1,18}")) {
      throw new BadCursorException("after: expected the sequence of an entry, a whole number");
    }
    return Long.parseLong(cursor);
  }
}
