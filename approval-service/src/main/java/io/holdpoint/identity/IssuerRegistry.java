package io.holdpoint.identity;

import io.holdpoint.audit.Actor.ByPerson;
import io.holdpoint.audit.AuditTrail;
import io.holdpoint.model.AgentId;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.IssuerDesk;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The trusted issuers and their subjects, kept by administrators. */
@Component
class IssuerRegistry implements IssuerDesk {

  static final int MOST_ISSUERS = 50;
  static final int MOST_SUBJECTS = 1_000;
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofHours(24);
  private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,64}");
  private static final Pattern TRUST_DOMAIN = Pattern.compile("spiffe://[a-z0-9._-]{1,255}");
  private static final Pattern SUBJECT = Pattern.compile("[\\x21-\\x7e]{1,500}");
  private static final Pattern AUDIENCE = Pattern.compile("[\\x21-\\x7e]{1,300}");

  private final IssuerStore store;
  private final IssuerKeys keys;
  private final IssuerAddresses addresses;
  private final Agents agents;
  private final Administrators administrators;
  private final AuditTrail audit;
  private final TransactionTemplate transaction;
  private final Clock clock;

  IssuerRegistry(
      IssuerStore store,
      IssuerKeys keys,
      IssuerAddresses addresses,
      Agents agents,
      Administrators administrators,
      AuditTrail audit,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.keys = keys;
    this.addresses = addresses;
    this.agents = agents;
    this.administrators = administrators;
    this.audit = audit;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Override
  public List<IssuerView> issuers(PersonId by) {
    administrators.require(by);
    return store.all();
  }

  @Override
  public void trust(PersonId by, NewIssuer terms) {
    administrators.require(by);
    check(terms);
    TrustedIssuer issuer = new TrustedIssuer(terms, false);
    // Outside of any transaction: another's server may take its time.
    tryKeys(issuer);
    transaction.executeWithoutResult(
        status -> {
          if (store.count() >= MOST_ISSUERS) {
            throw new BadInputException("id", "id: there are " + MOST_ISSUERS + " issuers already");
          }
          if (!store.add(terms, clock.instant())) {
            throw new BadInputException(
                "id", "id: there is an issuer of this id or of this iss already");
          }
          audit.append(
              "issuer.trusted",
              new ByPerson(by),
              null,
              Map.of(
                  "issuer", terms.id(),
                  "iss", terms.issuer(),
                  "keysAt", terms.keysAt().orElse(""),
                  "audience", terms.audience(),
                  "algorithms", String.join(" ", new TreeSet<>(terms.algorithms())),
                  "profile", terms.profile().wire(),
                  "maxLifetime", terms.maxLifetime().toString()));
        });
    keys.forget(issuer);
  }

  private void tryKeys(TrustedIssuer issuer) {
    try {
      if (keys.ask(issuer).getKeys().isEmpty()) {
        throw new IOException("it has no keys");
      }
    } catch (IOException e) {
      throw new BadInputException(
          "keysAt", "keysAt: the issuer's keys cannot be had: " + e.getMessage());
    }
  }

  private void check(NewIssuer terms) {
    demand(ID.matcher(terms.id()).matches(), "id", terms.id(), "1 to 64 of a-z, 0-9 and '-'");
    if (terms.profile() == Profile.SPIFFE) {
      String issuer = terms.issuer();
      demand(TRUST_DOMAIN.matcher(issuer).matches(), "issuer", issuer, "spiffe://trust-domain");
      demand(terms.keysAt().isPresent(), "keysAt", "", "the address of the trust domain's keys");
    } else {
      address("issuer", terms.issuer());
    }
    terms.keysAt().ifPresent(at -> address("keysAt", at));
    demand(
        AUDIENCE.matcher(terms.audience()).matches(),
        "audience",
        terms.audience(),
        "1 to 300 printable characters");
    demand(!terms.algorithms().isEmpty(), "algorithms", "", "at least one");
    for (String algorithm : terms.algorithms()) {
      demand(
          TrustedIssuer.ALGORITHMS.contains(algorithm),
          "algorithms",
          algorithm,
          "one of RS, PS or ES with 256, 384 or 512");
    }
    demand(
        terms.maxLifetime().compareTo(SHORTEST) >= 0 && terms.maxLifetime().compareTo(LONGEST) <= 0,
        "maxLifetime",
        terms.maxLifetime().toSeconds() + " s",
        "1 minute to 24 hours");
  }

  private void address(String field, String text) {
    addresses
        .fault(text)
        .ifPresent(
            fault -> {
              throw new BadInputException(
                  field, "%s: '%s'; %s".formatted(field, Names.shown(text), fault));
            });
  }

  private static void demand(boolean holds, String field, String value, String expected) {
    if (!holds) {
      throw new BadInputException(
          field, "%s: '%s'; expected %s".formatted(field, Names.shown(value), expected));
    }
  }

  @Override
  public void disable(PersonId by, String id, boolean disabled) {
    changing(
        by,
        id,
        issuer -> {
          if (issuer.disabled() != disabled) {
            store.disable(id, disabled);
            record(disabled ? "issuer.disabled" : "issuer.enabled", by, Map.of("issuer", id));
          }
        });
  }

  @Override
  public void forget(PersonId by, String id) {
    changing(
        by,
        id,
        issuer -> {
          store.remove(id);
          keys.forget(issuer);
          record("issuer.forgotten", by, Map.of("issuer", id));
        });
  }

  @Override
  public void map(PersonId by, String id, String subject, AgentId agent) {
    demand(SUBJECT.matcher(subject).matches(), "subject", subject, "1 to 500 printable characters");
    changing(
        by,
        id,
        issuer -> {
          if (!agents.existsById(agent.value())) {
            throw new BadInputException("agent", "agent: there is no agent '" + agent + "'");
          }
          if (store.subjects(id) >= MOST_SUBJECTS) {
            throw new BadInputException(
                "subject", "subject: there are " + MOST_SUBJECTS + " subjects already");
          }
          if (!store.map(id, subject, agent, clock.instant())) {
            throw new BadInputException("subject", "subject: it is an agent's already");
          }
          record(
              "issuer.subject_mapped",
              by,
              Map.of("issuer", id, "subject", subject, "agent", agent.value()));
        });
  }

  @Override
  public void unmap(PersonId by, String id, String subject) {
    changing(
        by,
        id,
        issuer -> {
          if (store.unmap(id, subject)) {
            record("issuer.subject_unmapped", by, Map.of("issuer", id, "subject", subject));
          }
        });
  }

  private interface Change {
    void apply(TrustedIssuer issuer);
  }

  /** Under the issuer's lock, so that limits hold and nothing is mapped to what is forgotten. */
  private void changing(PersonId by, String id, Change change) {
    administrators.require(by);
    transaction.executeWithoutResult(
        status ->
            change.apply(
                store
                    .lock(id)
                    .orElseThrow(
                        () ->
                            new BadInputException(
                                "id", "id: there is no issuer '" + Names.shown(id) + "'"))));
  }

  private void record(String event, PersonId by, Map<String, String> data) {
    audit.append(event, new ByPerson(by), null, data);
  }
}
