package io.holdpoint.identity;

import io.holdpoint.audit.Actor.ByAgent;
import io.holdpoint.audit.AuditTrail;
import io.holdpoint.model.AgentId;
import io.holdpoint.model.desk.AgentDesk.PlaceView;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Where agents' credentials are used from. The first use from a network that the agent was not seen
 * in is in the record before the call goes on; what is known already costs no statement, and when
 * it was seen last is written half a minute late at most.
 */
@Component
class AgentPlaces {

  /** So many networks of one agent are kept, those that were seen last. */
  static final int KEPT = 64;

  /** A refused use of one credential from one place is in the record once in this time. */
  static final Duration REFUSAL_TOLD = Duration.ofHours(1);

  private static final int REMEMBERED = 10_000;
  private static final Logger log = LoggerFactory.getLogger(AgentPlaces.class);

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final AuditTrail audit;
  private final Map<Place, Boolean> known = lastUsed();
  private final Map<String, Instant> told = lastUsed();
  private final Map<Place, Seen> seen = new ConcurrentHashMap<>();

  AgentPlaces(JdbcClient jdbc, TransactionTemplate transaction, AuditTrail audit) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.audit = audit;
  }

  private record Place(String agent, String network) {}

  private record Seen(String address, Instant at) {}

  /**
   * @param credential the public name of the key, or the issuer, that was used
   */
  void used(AgentId agent, String credential, String address, Instant at) {
    Place place = new Place(agent.value(), SourceNetwork.around(address));
    synchronized (known) {
      if (known.get(place) != null) {
        seen.put(place, new Seen(address, at));
        return;
      }
    }
    transaction.executeWithoutResult(status -> add(place, credential, address, at));
    synchronized (known) {
      known.put(place, Boolean.TRUE);
    }
  }

  private void add(Place place, String credential, String address, Instant at) {
    int added =
        jdbc.sql(
                """
                insert into agent_places
                  (agent, network, last_address, first_key, first_seen_at, last_seen_at)
                values (:agent, :network, :address, :key, :at, :at) on conflict do nothing
                """)
            .param("agent", place.agent)
            .param("network", place.network)
            .param("address", address)
            .param("key", credential)
            .param("at", utc(at))
            .update();
    if (added == 0) {
      return;
    }
    jdbc.sql(
            """
            delete from agent_places where agent = :agent and network <> :network
              and network not in (select network from agent_places where agent = :agent
                order by last_seen_at desc, network limit :kept)
            """)
        .param("agent", place.agent)
        .param("network", place.network)
        .param("kept", KEPT)
        .update();
    AgentId agent = new AgentId(place.agent);
    audit.append(
        "agent.new_place",
        new ByAgent(agent),
        null,
        Map.of(
            "agent", place.agent, "key", credential, "network", place.network, "address", address));
  }

  /** Somebody holds a genuine credential that does not count: that is in the record. */
  void refused(AgentId agent, String credential, String address, String why, Instant at) {
    String what = agent + " " + credential + " " + SourceNetwork.around(address) + " " + why;
    synchronized (told) {
      Instant before = told.get(what);
      if (before != null && at.isBefore(before.plus(REFUSAL_TOLD))) {
        return;
      }
      told.put(what, at);
    }
    transaction.executeWithoutResult(
        status ->
            audit.append(
                "agent.credential_refused",
                new ByAgent(agent),
                null,
                Map.of(
                    "agent", agent.value(),
                    "key", credential,
                    "address", address,
                    "why", why)));
  }

  List<PlaceView> of(AgentId agent) {
    return jdbc.sql(
            """
            select network, last_address, first_key, first_seen_at, last_seen_at
            from agent_places where agent = :agent order by first_seen_at desc, network
            """)
        .param("agent", agent.value())
        .query(
            (rs, n) ->
                new PlaceView(
                    rs.getString(1),
                    rs.getString(2),
                    rs.getString(3),
                    rs.getObject(4, OffsetDateTime.class).toInstant(),
                    rs.getObject(5, OffsetDateTime.class).toInstant()))
        .list();
  }

  @Scheduled(fixedDelayString = "PT30S", initialDelayString = "PT30S")
  @PreDestroy
  void write() {
    try {
      Map.copyOf(seen).forEach(this::write);
    } catch (DataAccessException | TransactionException e) {
      log.debug("where agents were seen is not written, tried again later", e);
    }
  }

  private void write(Place place, Seen last) {
    int there =
        jdbc.sql(
                """
                update agent_places set last_address = :address, last_seen_at = :at
                where agent = :agent and network = :network
                """)
            .param("address", last.address)
            .param("at", utc(last.at))
            .param("agent", place.agent)
            .param("network", place.network)
            .update();
    if (there == 0) {
      // Another instance made room: it counts as new when it is seen again.
      synchronized (known) {
        known.remove(place);
      }
    }
    seen.remove(place, last);
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  private static <K, V> Map<K, V> lastUsed() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > REMEMBERED;
      }
    };
  }
}
