package io.holdpoint.identity;

import io.holdpoint.audit.Actor.ByPerson;
import io.holdpoint.audit.AuditTrail;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.EnforcementDesk;
import io.holdpoint.platform.MasterKey;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The enforcement points and their keys, kept by administrators; and who of them calls. */
@Component
@Transactional
class EnforcementRegistry implements EnforcementDesk {

  /** At most so many keys of a point are valid at a time; so many are always compared. */
  private static final int MAX_VALID_KEYS = 2;

  private static final int KEY_ID_LENGTH = 8;
  private static final Pattern TOOL = Pattern.compile("[A-Za-z0-9._/:*-]{1,200}");

  private final EnforcementStore store;
  private final Administrators administrators;
  private final AuditTrail audit;
  private final Clock clock;
  private final KeyedHash hash;
  private final String nobody;

  EnforcementRegistry(
      EnforcementStore store,
      Administrators administrators,
      AuditTrail audit,
      MasterKey master,
      Clock clock) {
    this.store = store;
    this.administrators = administrators;
    this.audit = audit;
    this.clock = clock;
    this.hash = new KeyedHash(master.derive("enforcement-keys"));
    this.nobody = hash.of("");
  }

  /** Empty for whatever reason; the reason is not for the caller. */
  Optional<CallingEnforcementPoint> authenticate(String bearer) {
    return EnforcementKey.parse(bearer).flatMap(this::authenticate);
  }

  private Optional<CallingEnforcementPoint> authenticate(EnforcementKey key) {
    String presented = hash.of(key.whole());
    EnforcementStore.Known known = store.known(key.point());
    boolean match = false;
    for (int i = 0; i < MAX_VALID_KEYS; i++) {
      // A point that is not there, or has fewer keys, costs the same comparisons.
      boolean there = i < known.hashes().size();
      match |= KeyedHash.same(there ? known.hashes().get(i) : nobody, presented) && there;
    }
    return match && !known.disabled()
        ? Optional.of(new CallingEnforcementPoint(key.point(), known.tools()))
        : Optional.empty();
  }

  @Override
  public List<PointView> points(PersonId by) {
    administrators.require(by);
    return store.all();
  }

  @Override
  public IssuedPointKey create(PersonId by, String id, List<String> tools) {
    administrators.require(by);
    if (!EnforcementKey.ID.matcher(id).matches()) {
      throw new BadInputException(
          "id", "id: '" + Names.shown(id) + "'; expected 1 to 64 of a-z, 0-9 and '-'");
    }
    List<String> names = List.copyOf(new TreeSet<>(tools));
    check(names);
    if (!store.create(id, names, clock.instant())) {
      throw new BadInputException("id", "id: '" + id + "' is taken; expected a new one");
    }
    audit.append(
        "enforcement_point.created",
        new ByPerson(by),
        null,
        Map.of("point", id, "tools", String.join(" ", names)));
    return issue(by, id);
  }

  private static void check(List<String> tools) {
    if (tools.isEmpty() || tools.size() > Names.MOST) {
      throw new BadInputException(
          "tools", "tools: %d names; expected 1 to %d".formatted(tools.size(), Names.MOST));
    }
    for (String tool : tools) {
      if (!TOOL.matcher(tool).matches()) {
        throw new BadInputException(
            "tools",
            "tools: '%s'; expected letters, digits and . _ - / : *".formatted(Names.shown(tool)));
      }
    }
  }

  @Override
  public IssuedPointKey rotateKey(PersonId by, String id) {
    administrators.require(by);
    existing(id); // its row is locked: two rotations at once cannot make three keys
    int valid = store.validKeys(id);
    if (valid >= MAX_VALID_KEYS) {
      throw new BadInputException(
          "keys", "keys: '" + id + "' has " + valid + " valid ones; revoke one first");
    }
    return issue(by, id);
  }

  @Override
  public void revokeKey(PersonId by, String id, String keyId) {
    administrators.require(by);
    existing(id);
    if (store.revokeKey(id, keyId, clock.instant())) {
      audit.append(
          "enforcement_point.key_revoked",
          new ByPerson(by),
          null,
          Map.of("point", id, "key", keyId));
    }
  }

  @Override
  public void disable(PersonId by, String id, boolean disabled) {
    administrators.require(by);
    existing(id);
    if (store.disable(id, disabled)) {
      audit.append(
          disabled ? "enforcement_point.disabled" : "enforcement_point.enabled",
          new ByPerson(by),
          null,
          Map.of("point", id));
    }
  }

  private IssuedPointKey issue(PersonId by, String id) {
    EnforcementKey key = EnforcementKey.random(id);
    String keyId = Credential.randomText(KEY_ID_LENGTH);
    store.addKey(keyId, id, hash.of(key.whole()), clock.instant());
    audit.append(
        "enforcement_point.key_issued", new ByPerson(by), null, Map.of("point", id, "key", keyId));
    return new IssuedPointKey(id, keyId, key.whole());
  }

  private void existing(String id) {
    if (!store.lock(id)) {
      throw new BadInputException(
          "id", "id: there is no enforcement point '" + Names.shown(id) + "'");
    }
  }
}
