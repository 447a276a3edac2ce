package io.holdpoint.notification;

import io.holdpoint.audit.Actor;
import io.holdpoint.audit.AuditTrail;
import io.holdpoint.identity.Directory;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.NotAllowedException;
import io.holdpoint.model.desk.WebhookDesk;
import io.holdpoint.model.notice.DeliveryFailedException;
import io.holdpoint.model.notice.WebhookSender;
import io.holdpoint.notification.WebhookStore.Stored;
import io.holdpoint.platform.LedgerTime;
import io.holdpoint.policy.NoticeRoutes;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Where administrators keep the endpoints of webhooks. */
@Component
class Webhooks implements WebhookDesk {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

  private final WebhookStore store;
  private final WebhookSecrets secrets;
  private final ObjectProvider<WebhookSender> sender;
  private final ObjectProvider<Directory> directory;
  private final ObjectProvider<NoticeRoutes> policy;
  private final AuditTrail audit;
  private final LedgerTime time;

  Webhooks(
      WebhookStore store,
      WebhookSecrets secrets,
      ObjectProvider<WebhookSender> sender,
      ObjectProvider<Directory> directory,
      ObjectProvider<NoticeRoutes> policy,
      AuditTrail audit,
      LedgerTime time) {
    this.store = store;
    this.secrets = secrets;
    this.sender = sender;
    this.directory = directory;
    this.policy = policy;
    this.audit = audit;
    this.time = time;
  }

  @Override
  public List<Webhook> list(PersonId by) {
    needsAdmin(by);
    Set<String> named = named();
    return store.all().stream().map(stored -> view(stored, named)).toList();
  }

  @Override
  public Optional<Webhook> find(PersonId by, String name) {
    needsAdmin(by);
    return store.stored(name).map(stored -> view(stored, named()));
  }

  @Override
  @Transactional
  public WithSecret create(PersonId by, String name, String url) {
    needsAdmin(by);
    if (!NAME.matcher(name).matches()) {
      throw new BadInputException(
          "name", "name: expected up to 64 of a-z, 0-9 and -, such as payments");
    }
    URI to = checked(url);
    if (store.all().size() >= MAX) {
      throw new BadInputException("name", "name: there are " + MAX + " webhooks already");
    }
    byte[] secret = secrets.fresh();
    Stored fresh =
        new Stored(name, to.toString(), secrets.seal(secret, name), null, null, by, time.now());
    if (!store.insert(fresh)) {
      throw new BadInputException("name", "name: there is a webhook '" + name + "' already");
    }
    record("webhook.created", by, name, to);
    return new WithSecret(view(fresh, named()), WebhookSecrets.inWords(secret));
  }

  @Override
  @Transactional
  public Webhook move(PersonId by, String name, String url) {
    needsAdmin(by);
    Stored before = existing(name);
    URI to = checked(url);
    Stored after =
        new Stored(
            name,
            to.toString(),
            before.sealed(),
            before.oldSealed(),
            before.oldUntil(),
            by,
            time.now());
    store.update(after);
    record("webhook.moved", by, name, to);
    return view(after, named());
  }

  @Override
  @Transactional
  public WithSecret rotate(PersonId by, String name) {
    needsAdmin(by);
    Stored before = existing(name);
    byte[] secret = secrets.fresh();
    Instant now = time.now();
    Stored after =
        new Stored(
            name,
            before.url(),
            secrets.seal(secret, name),
            before.sealed(),
            now.plus(OLD_SECRET_LASTS),
            by,
            now);
    store.update(after);
    record("webhook.secret_changed", by, name, URI.create(before.url()));
    return new WithSecret(view(after, named()), WebhookSecrets.inWords(secret));
  }

  @Override
  @Transactional
  public void delete(PersonId by, String name) {
    needsAdmin(by);
    Optional<Stored> before = store.stored(name);
    if (store.delete(name)) {
      before.ifPresent(gone -> record("webhook.deleted", by, name, URI.create(gone.url())));
    }
  }

  @Override
  public void test(PersonId by, String name) {
    needsAdmin(by);
    existing(name);
    try {
      sender.getObject().test(name);
    } catch (DeliveryFailedException e) {
      throw new NotTakenException(String.valueOf(e.getMessage()));
    }
  }

  private URI checked(String url) {
    URI to;
    try {
      to = URI.create(url.strip());
    } catch (IllegalArgumentException e) {
      throw new BadInputException("url", "url: no URL (expected one such as https://…)");
    }
    if (to.toString().length() > MAX_URL) {
      throw new BadInputException("url", "url: expected at most " + MAX_URL + " characters");
    }
    WebhookSender asked = sender.getIfAvailable();
    if (asked != null) {
      asked
          .faultOf(to)
          .ifPresent(
              fault -> {
                throw new BadInputException("url", "url: " + fault);
              });
    }
    return to;
  }

  private Stored existing(String name) {
    return store
        .stored(name)
        .orElseThrow(() -> new BadInputException("name", "name: there is no such webhook"));
  }

  private Set<String> named() {
    NoticeRoutes there = policy.getIfAvailable();
    return there == null ? Set.of() : there.webhooks();
  }

  /** Only the host: the rest of a URL may be a secret of the receiver's. */
  private void record(String event, PersonId by, String name, URI to) {
    audit.append(
        event,
        new Actor.ByPerson(by),
        null,
        Map.of("webhook", name, "host", String.valueOf(to.getHost())));
  }

  private Webhook view(Stored stored, Set<String> named) {
    return new Webhook(
        stored.name(),
        stored.url(),
        stored.changedBy(),
        stored.changedAt(),
        Optional.ofNullable(stored.oldUntil()).filter(until -> time.now().isBefore(until)),
        named.contains(stored.name()));
  }

  private void needsAdmin(PersonId id) {
    if (directory
        .getObject()
        .person(id)
        .filter(person -> !person.disabled() && person.is(Role.ADMIN))
        .isEmpty()) {
      throw new NotAllowedException("this needs the role " + Role.ADMIN.wire());
    }
  }
}
