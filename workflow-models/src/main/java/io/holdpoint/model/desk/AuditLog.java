package io.holdpoint.model.desk;

import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The record of what happened, for reading. */
public interface AuditLog {

  /**
   * What is recorded of one request, oldest first.
   *
   * @throws NoSuchRequestException there is none, or the reader may not see it
   */
  List<AuditEntry> of(PersonId reader, RequestId id);

  /**
   * The newest entries, 1 to 1000 of them, also such as are not sealed yet; {@code before} is a
   * cursor.
   *
   * @throws NotAllowedException the reader is no auditor
   */
  Page<AuditEntry> latest(PersonId reader, Optional<String> before, int limit);

  /**
   * What is sealed and meets the filter, newest first, 1 to 1000; {@code before} is a cursor.
   *
   * @throws NotAllowedException the reader is no auditor
   */
  Page<Sealed> search(PersonId reader, AuditFilter filter, Optional<String> before, int limit);

  /**
   * Everything that is known of a task: its requests and those above them, oldest first.
   *
   * @param agent whose task; empty: of every agent that used this label
   * @throws NotAllowedException the reader is no auditor
   */
  TaskChain task(PersonId reader, Optional<String> agent, String task);

  /**
   * @param event a stable name such as {@code request.held}
   * @param actor {@code agent:<id>}, {@code person:<id>}, {@code process:<id>} or {@code system}
   */
  record AuditEntry(
      long sequence,
      Instant at,
      String event,
      String actor,
      Optional<RequestId> request,
      Map<String, String> data) {}

  /**
   * An entry at its place in the chain.
   *
   * @param place from 1, without gaps
   * @param hash of it and all before it
   * @param agent whose request it is about; empty without one, as what follows
   */
  record Sealed(
      long place,
      String hash,
      AuditEntry entry,
      Optional<String> agent,
      Optional<String> task,
      Optional<String> tool,
      Optional<String> system,
      Optional<String> resource) {}

  /**
   * A task's requests, and those of other tasks from which they come.
   *
   * @param requests oldest first, at most 200
   * @param parents for each request that comes from another, from which
   * @param events what is recorded of them, oldest first, at most 1000
   * @param more whether there are requests that do not stand here
   */
  record TaskChain(
      List<RequestSummary> requests,
      Map<RequestId, RequestId> parents,
      List<AuditEntry> events,
      boolean more) {

    public TaskChain {
      requests = List.copyOf(requests);
      parents = Map.copyOf(parents);
      events = List.copyOf(events);
    }
  }
}
