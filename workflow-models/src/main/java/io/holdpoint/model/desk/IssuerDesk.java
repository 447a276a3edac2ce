package io.holdpoint.model.desk;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.PersonId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whose tokens agents may come with in a key's place, and which subject is which agent. Every
 * change is an admin's and is audited.
 */
public interface IssuerDesk {

  /** All of them, by id. */
  List<IssuerView> issuers(PersonId by);

  /**
   * Trusts an issuer. Its keys are asked for once, so that a wrong address is told at once.
   *
   * @throws BadInputException naming the field, the value and what was expected
   */
  void trust(PersonId by, NewIssuer issuer);

  /** From the next call on, none of its tokens counts; or they count again. */
  void disable(PersonId by, String id, boolean disabled);

  /** Forgets an issuer and its subjects. */
  void forget(PersonId by, String id);

  /** Says which agent comes with tokens of this subject. A subject is one agent. */
  void map(PersonId by, String id, String subject, AgentId agent);

  void unmap(PersonId by, String id, String subject);

  /** What its tokens look like, by the wire word. */
  enum Profile {
    /** OAuth access tokens as in RFC 9068. */
    OAUTH("oauth"),
    /** Service account tokens of a Kubernetes cluster. */
    KUBERNETES("kubernetes"),
    /** SPIFFE JWT-SVIDs of one trust domain. */
    SPIFFE("spiffe");

    private final String wire;

    Profile(String wire) {
      this.wire = wire;
    }

    public String wire() {
      return wire;
    }

    public static Optional<Profile> ofWire(String wire) {
      for (Profile profile : values()) {
        if (profile.wire.equals(wire)) {
          return Optional.of(profile);
        }
      }
      return Optional.empty();
    }
  }

  /**
   * @param id a name of ours, {@code [a-z0-9-]{1,64}}
   * @param issuer what {@code iss} says, to the letter; for SPIFFE {@code spiffe://trust-domain}
   * @param keysAt where its JWK set is; empty: found by discovery below {@code issuer}
   * @param audience what {@code aud} must hold
   * @param algorithms of RS, PS and ES with 256, 384 and 512
   * @param maxLifetime from {@code iat} to {@code exp}, one minute to 24 hours
   */
  record NewIssuer(
      String id,
      String issuer,
      Optional<String> keysAt,
      String audience,
      Set<String> algorithms,
      Profile profile,
      Duration maxLifetime) {

    public NewIssuer {
      algorithms = Set.copyOf(algorithms);
    }
  }

  record IssuerView(
      NewIssuer terms, boolean disabled, Instant createdAt, List<SubjectView> subjects) {}

  record SubjectView(String subject, AgentId agent, Instant createdAt) {}
}
