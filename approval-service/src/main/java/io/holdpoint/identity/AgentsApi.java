package io.holdpoint.identity;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.desk.AgentDesk.AgentView;
import io.holdpoint.model.desk.AgentDesk.IssuedKey;
import io.holdpoint.model.desk.AgentDesk.KeyTerms;
import io.holdpoint.model.desk.AgentDesk.KeyView;
import io.holdpoint.model.desk.AgentDesk.NewAgent;
import io.holdpoint.model.desk.AgentDesk.PlaceView;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.SignedIn;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The agents and their keys over HTTP, for administrators. A key is in the answer that made it. */
@RestController
@RequestMapping("/v1/agents")
class AgentsApi {

  private final AgentRegistry desk;

  AgentsApi(AgentRegistry desk) {
    this.desk = desk;
  }

  /** An agent as it is shown; never a key's secret. */
  record AgentAnswer(
      String id,
      String owner,
      List<String> labels,
      List<String> environments,
      boolean disabled,
      Instant createdAt,
      List<KeyAnswer> keys,
      List<PlaceAnswer> places) {

    static AgentAnswer of(AgentView agent) {
      return new AgentAnswer(
          agent.id().value(),
          agent.owner().value(),
          agent.labels().stream().sorted().toList(),
          agent.environments().stream().sorted().toList(),
          agent.disabled(),
          agent.createdAt(),
          agent.keys().stream().map(KeyAnswer::of).toList(),
          agent.places().stream().map(PlaceAnswer::of).toList());
    }
  }

  record KeyAnswer(
      String keyId,
      Instant createdAt,
      @Nullable Instant expiresAt,
      @Nullable Instant revokedAt,
      @Nullable Instant lastUsedAt,
      List<String> networks) {

    static KeyAnswer of(KeyView key) {
      return new KeyAnswer(
          key.keyId(),
          key.createdAt(),
          key.expiresAt().orElse(null),
          key.revokedAt().orElse(null),
          key.lastUsedAt().orElse(null),
          key.networks());
    }
  }

  /** A network that the agent was seen in, and with what for the first time. */
  record PlaceAnswer(
      String network,
      String lastAddress,
      String firstKey,
      Instant firstSeenAt,
      Instant lastSeenAt) {

    static PlaceAnswer of(PlaceView place) {
      return new PlaceAnswer(
          place.network(),
          place.lastAddress(),
          place.firstKey(),
          place.firstSeenAt(),
          place.lastSeenAt());
    }
  }

  /** A key as it was made: shown once. */
  record NewKeyAnswer(String agent, String keyId, String key) {

    static NewKeyAnswer of(IssuedKey issued) {
      return new NewKeyAnswer(issued.agent().value(), issued.keyId(), issued.key());
    }
  }

  record AgentList(List<AgentAnswer> items, @Nullable String next) {}

  /** {@code owner} is the caller when it is not given. */
  record NewAgentBody(
      @Nullable String id,
      @Nullable String owner,
      @Nullable Set<String> labels,
      @Nullable Set<String> environments) {}

  record AgentBody(
      @Nullable String owner, @Nullable Set<String> labels, @Nullable Set<String> environments) {}

  /**
   * {@code expiresIn} in seconds from now; without it the key is valid until it is revoked. Without
   * {@code networks} it may be used from anywhere.
   */
  record NewKeyBody(@Nullable Long expiresIn, @Nullable Set<String> networks) {}

  record KeyBody(@Nullable Set<String> networks) {}

  @GetMapping
  AgentList list(@AuthenticationPrincipal SignedIn by) {
    return new AgentList(desk.agents(by.personId()).stream().map(AgentAnswer::of).toList(), null);
  }

  @GetMapping("/{id}")
  AgentAnswer one(@AuthenticationPrincipal SignedIn by, @PathVariable String id) {
    return desk.agent(by.personId(), agentId(id)).map(AgentAnswer::of).orElseThrow(NotThere::agent);
  }

  @PostMapping
  ResponseEntity<NewKeyAnswer> create(
      @AuthenticationPrincipal SignedIn by, @RequestBody NewAgentBody body) {
    AgentId id = agentId(Bodies.required("id", body.id()));
    PersonId owner = body.owner() == null ? by.personId() : Bodies.personId("owner", body.owner());
    IssuedKey issued =
        desk.create(
            by.personId(),
            new NewAgent(
                id,
                owner,
                Bodies.names("labels", body.labels()),
                Bodies.names("environments", body.environments())));
    return ResponseEntity.created(URI.create("/v1/agents/" + id)).body(NewKeyAnswer.of(issued));
  }

  @PutMapping("/{id}")
  AgentAnswer update(
      @AuthenticationPrincipal SignedIn by, @PathVariable String id, @RequestBody AgentBody body) {
    desk.update(
        by.personId(),
        existing(by, id),
        Bodies.personId("owner", Bodies.required("owner", body.owner())),
        Bodies.names("labels", body.labels()),
        Bodies.names("environments", body.environments()));
    return one(by, id);
  }

  @PostMapping("/{id}/disable")
  AgentAnswer disable(@AuthenticationPrincipal SignedIn by, @PathVariable String id) {
    desk.disable(by.personId(), existing(by, id), true);
    return one(by, id);
  }

  @PostMapping("/{id}/enable")
  AgentAnswer enable(@AuthenticationPrincipal SignedIn by, @PathVariable String id) {
    desk.disable(by.personId(), existing(by, id), false);
    return one(by, id);
  }

  @PostMapping("/{id}/keys")
  ResponseEntity<NewKeyAnswer> issueKey(
      @AuthenticationPrincipal SignedIn by,
      @PathVariable String id,
      @RequestBody(required = false) @Nullable NewKeyBody body) {
    IssuedKey issued =
        desk.issueKey(
            by.personId(), existing(by, id), body == null ? KeyTerms.UNBOUNDED : terms(body));
    return ResponseEntity.created(URI.create("/v1/agents/" + id)).body(NewKeyAnswer.of(issued));
  }

  /** An empty list lifts the restriction; leaving it out is refused, so that it is meant. */
  @PutMapping("/{id}/keys/{keyId}")
  AgentAnswer restrictKey(
      @AuthenticationPrincipal SignedIn by,
      @PathVariable String id,
      @PathVariable String keyId,
      @RequestBody KeyBody body) {
    if (body.networks() == null) {
      throw new BadInputException("networks", "networks: missing; expected a list");
    }
    desk.restrictKey(
        by.personId(), existing(by, id), keyId, Bodies.names("networks", body.networks()));
    return one(by, id);
  }

  @DeleteMapping("/{id}/keys/{keyId}")
  ResponseEntity<Void> revokeKey(
      @AuthenticationPrincipal SignedIn by, @PathVariable String id, @PathVariable String keyId) {
    desk.revokeKey(by.personId(), existing(by, id), keyId);
    return ResponseEntity.noContent().build();
  }

  private AgentId existing(SignedIn by, String id) {
    AgentId agent = agentId(id);
    if (desk.agent(by.personId(), agent).isEmpty()) {
      throw NotThere.agent();
    }
    return agent;
  }

  private static AgentId agentId(String text) {
    if (!AgentId.FORM.matcher(text).matches()) {
      throw new BadInputException(
          "id", "id: '" + Names.shown(text) + "'; expected 1 to 64 of a-z, 0-9 and '-'");
    }
    return new AgentId(text);
  }

  private static KeyTerms terms(NewKeyBody body) {
    Long seconds = body.expiresIn();
    if (seconds != null && (seconds < 1 || seconds > Integer.MAX_VALUE)) {
      throw new BadInputException(
          "expiresIn", "expiresIn: %d; expected 1 to 315360000 seconds".formatted(seconds));
    }
    return new KeyTerms(
        Optional.ofNullable(seconds).map(Duration::ofSeconds),
        Bodies.names("networks", body.networks()));
  }
}
