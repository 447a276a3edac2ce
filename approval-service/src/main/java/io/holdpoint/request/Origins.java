package io.holdpoint.request;

import io.holdpoint.grants.StandingGrants;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.request.Ledger.Origin;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Who stands behind requests through those that they follow from. */
@Component
class Origins {

  private final RequestReader reader;
  private final StandingGrants grants;

  Origins(RequestReader reader, StandingGrants grants) {
    this.reader = reader;
    this.grants = grants;
  }

  /** One with no parent is not in the map; nothing is read when none has one. */
  Map<RequestId, Set<Origin>> of(Collection<RequestRecord> requests) {
    var above = new HashMap<RequestId, RequestRecord>();
    Set<RequestId> next = parents(requests);
    for (int depth = 0; depth < Ledger.MAX_DEPTH && !next.isEmpty(); depth++) {
      var found = reader.findAll(next);
      found.forEach(request -> above.put(request.id(), request));
      next = parents(found);
      next.removeAll(above.keySet());
    }
    if (above.isEmpty()) {
      return Map.of();
    }
    var makers = grants.makers(above.keySet());
    return requests.stream()
        .filter(request -> request.parent().isPresent())
        .collect(
            Collectors.toMap(
                RequestRecord::id, r -> origins(r, above, makers), (one, same) -> one));
  }

  private static Set<Origin> origins(
      RequestRecord request, Map<RequestId, RequestRecord> above, Map<RequestId, PersonId> makers) {
    var origins = new LinkedHashSet<Origin>();
    Optional<RequestRecord> parent = request.parent().map(above::get);
    for (int depth = 0; depth <= Ledger.MAX_DEPTH && parent.isPresent(); depth++) {
      RequestRecord each = parent.get();
      origins.add(new Origin.OfAgent(each.agent(), each.owner()));
      Optional.ofNullable(makers.get(each.id())).map(Origin.OfGrant::new).ifPresent(origins::add);
      parent = each.parent().map(above::get);
    }
    return origins;
  }

  private static Set<RequestId> parents(Collection<RequestRecord> requests) {
    return requests.stream()
        .map(RequestRecord::parent)
        .flatMap(Optional::stream)
        .collect(Collectors.toCollection(HashSet::new));
  }
}
