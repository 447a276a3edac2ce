package io.holdpoint.request;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.desk.BadCursorException;
import io.holdpoint.model.desk.Page;
import io.holdpoint.model.desk.RequestFilter;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Reads requests as values. Nothing that was read stays in the persistence context, so each read
 * within a transaction sees what the updates have done.
 */
@Component
class RequestReader {

  private final StoredRequests requests;
  private final EntityManager entities;

  RequestReader(StoredRequests requests, EntityManager entities) {
    this.requests = requests;
    this.entities = entities;
  }

  Optional<RequestRecord> find(RequestId id) {
    return row(id).map(StoredRequest::toRecord);
  }

  List<RequestRecord> findAll(Collection<RequestId> ids) {
    return records(
        entities
            .createQuery("select r from StoredRequest r where r.id in :ids", StoredRequest.class)
            .setParameter("ids", ids.stream().map(RequestId::value).toList())
            .getResultList());
  }

  Optional<StoredRequest> row(RequestId id) {
    return requests.findById(id.value()).map(this::detached);
  }

  List<StoredRequest> rows(Collection<RequestId> ids) {
    return requests.findByIdIn(ids.stream().map(RequestId::value).toList()).stream()
        .map(this::detached)
        .toList();
  }

  /** All requests of one of these agents under one of these keys. */
  List<StoredRequest> underKeys(Collection<String> agents, Collection<String> keys) {
    return requests.underKeys(agents, keys).stream().map(this::detached).toList();
  }

  Optional<StoredRequest> lock(RequestId id) {
    return requests.lock(id.value()).map(this::detached);
  }

  Page<RequestRecord> list(RequestFilter filter) {
    var conditions = new ArrayList<String>();
    var values = new LinkedHashMap<String, Object>();
    if (!filter.statuses().isEmpty()) {
      conditions.add("r.status in :statuses");
      values.put("statuses", filter.statuses());
    }
    equal("tier", "tier", filter.tier(), conditions, values);
    equal("agentId", "agent", filter.agent(), conditions, values);
    equal("tool", "tool", filter.tool(), conditions, values);
    equal("task", "task", filter.task(), conditions, values);
    filter
        .after()
        .ifPresent(
            cursor -> {
              conditions.add("r.id < :after");
              values.put("after", cursor(cursor).value());
            });
    var where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    var query =
        entities.createQuery(
            "select r from StoredRequest r" + where + " order by r.id desc", StoredRequest.class);
    values.forEach(query::setParameter);
    // One more than asked for tells whether there is a next page.
    var found = records(query.setMaxResults(filter.limit() + 1).getResultList());
    if (found.size() <= filter.limit()) {
      return new Page<>(found, Optional.empty());
    }
    var items = found.subList(0, filter.limit());
    return new Page<>(items, Optional.of(items.getLast().id().toString()));
  }

  /** The newest requests of an agent's task. */
  List<RequestRecord> ofTask(AgentId agent, String task, int limit) {
    return records(
        entities
            .createQuery(
                """
                select r from StoredRequest r where r.agentId = :agent and r.task = :task
                order by r.id desc
                """,
                StoredRequest.class)
            .setParameter("agent", agent.value())
            .setParameter("task", task)
            .setMaxResults(limit)
            .getResultList());
  }

  private static void equal(
      String field,
      String name,
      Optional<String> value,
      List<String> conditions,
      Map<String, Object> values) {
    value.ifPresent(
        v -> {
          conditions.add("r." + field + " = :" + name);
          values.put(name, v);
        });
  }

  private static RequestId cursor(String text) {
    return RequestId.parse(text)
        .orElseThrow(() -> new BadCursorException("after: expected the cursor of a page before"));
  }

  private List<RequestRecord> records(List<StoredRequest> rows) {
    return rows.stream().map(this::detached).map(StoredRequest::toRecord).toList();
  }

  private StoredRequest detached(StoredRequest row) {
    entities.detach(row);
    return row;
  }
}
