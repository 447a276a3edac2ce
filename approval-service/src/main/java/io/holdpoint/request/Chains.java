package io.holdpoint.request;

import io.holdpoint.model.RequestId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import org.springframework.stereotype.Component;

/** Finds the requests that are tied together by parent and task, for people who look at one. */
@Component
class Chains {

  private final RequestReader reader;

  Chains(RequestReader reader) {
    this.reader = reader;
  }

  /** The request itself and its parents first of all, then the newest of its task. */
  List<RequestRecord> of(RequestId id, int limit) {
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
