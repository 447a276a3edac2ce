package io.holdpoint.request;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.RequestId;
import io.holdpoint.policy.DecisionInput.ChainFacts;
import io.holdpoint.policy.DecisionInput.TaskFacts;
import io.holdpoint.policy.History;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What ties requests together: the task they belong to and the parents they name. */
@Component
class RequestFacts {

  private final RequestReader reader;
  private final JdbcClient jdbc;

  RequestFacts(RequestReader reader, JdbcClient jdbc) {
    this.reader = reader;
    this.jdbc = jdbc;
  }

  TaskFacts task(AgentId agent, String task) {
    if (task.isEmpty()) {
      return new TaskFacts(task);
    }
    var data =
        jdbc.sql("select label from task_data where agent_id = :agent and task = :task")
            .param("agent", agent.value())
            .param("task", task)
            .query(String.class)
            .set();
    return jdbc.sql(
            """
            select count(*) as requests, count(case when status = 'DENIED' then 1 end) as denied
            from (select status from requests where agent_id = :agent and task = :task
                  order by id desc limit :max) newest
            """)
        .param("agent", agent.value())
        .param("task", task)
        .param("max", Ledger.MAX_COUNT)
        .query(
            (row, n) ->
                new TaskFacts(
                    task,
                    new History(
                        row.getLong("requests"),
                        row.getLong("denied"),
                        new TreeSet<>(data),
                        false,
                        Optional.empty(),
                        false,
                        List.of())))
        .single();
  }

  /** The parent's own input tells what lay above it, so no walk is needed. */
  Optional<ChainFacts> above(AgentId agent, RequestId parent) {
    return reader
        .row(parent)
        .filter(row -> row.agentId().equals(agent.value()))
        .map(StoredRequest::input)
        .map(
            input -> {
              var parents =
                  new History(
                      1,
                      0,
                      new TreeSet<>(input.request().dataTouched()),
                      false,
                      Optional.empty(),
                      false,
                      List.of(new History.Entry(input.tool(), "", 1, 0, 1, new TreeMap<>())));
              var all = input.chain().past().and(parents);
              return new ChainFacts(input.chain().depth() + 1, all, all);
            });
  }

  /** The request itself and its parents first of all, then the newest of its task. */
  List<RequestRecord> chain(RequestId id, int limit) {
    var found = new LinkedHashMap<RequestId, RequestRecord>();
    var next = reader.find(id);
    var task = next;
    while (next.isPresent() && found.size() < limit) {
      found.put(next.get().id(), next.get());
      // A parent is older than its child, so there are no circles.
      next = next.get().parent().flatMap(reader::find);
    }
    if (task.isPresent() && !task.get().task().isEmpty()) {
      for (var other : reader.ofTask(task.get().agent(), task.get().task(), limit)) {
        if (found.size() < limit) {
          found.putIfAbsent(other.id(), other);
        }
      }
    }
    var chain = new ArrayList<>(found.values());
    // The text form sorts as the databases do.
    chain.sort(Comparator.comparing(r -> r.id().toString()));
    return chain;
  }
}
