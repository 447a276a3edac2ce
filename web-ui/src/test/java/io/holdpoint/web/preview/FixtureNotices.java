package io.holdpoint.web.preview;

import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.NoticeDesk;
import io.holdpoint.model.desk.WebhookDesk;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** How people are told, and webhooks, in memory. */
@Component
class FixtureNotices implements NoticeDesk, WebhookDesk, Fixture {

  static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=";

  private final Map<PersonId, Wishes> wishes = new HashMap<>();
  private final Map<String, Webhook> webhooks = new TreeMap<>();

  FixtureNotices() {
    reset();
  }

  @Override
  public final void reset() {
    wishes.clear();
    webhooks.clear();
    put("payments", "https://hooks.example.org/holdpoint/T0123/B0456", true);
    put("siem", "https://siem.example.com/" + "very-long-path-".repeat(12), false);
  }

  private Webhook put(String name, String url, boolean named) {
    Webhook webhook =
        new Webhook(
            name,
            url,
            new PersonId("ada"),
            Instant.now().minusSeconds(90_000),
            named ? Optional.of(Instant.now().plusSeconds(70_000)) : Optional.empty(),
            named);
    webhooks.put(name, webhook);
    return webhook;
  }

  @Override
  public Wishes wishes(PersonId reader, PersonId of) {
    return wishes.getOrDefault(
        of,
        new Wishes(
            Optional.of(of.value() + "@example.org"),
            Optional.empty(),
            Set.of("held", "escalation", "verdict"),
            Optional.of(new Quiet("22:00", "07:00", "Europe/Berlin"))));
  }

  @Override
  public Wishes change(PersonId by, Set<String> kinds, Optional<Quiet> quiet) {
    if (quiet.isPresent() && !quiet.get().zone().contains("/")) {
      throw new BadInputException("quiet.zone", "quiet.zone: no known time zone");
    }
    Wishes before = wishes(by, by);
    wishes.put(by, new Wishes(before.mail(), before.webhook(), kinds, quiet));
    return wishes(by, by);
  }

  @Override
  public Wishes setAddresses(
      PersonId by, PersonId of, Optional<String> mail, Optional<String> webhook) {
    if (mail.isPresent() && !mail.get().contains("@")) {
      throw new BadInputException("mail", "mail: expected one address");
    }
    if (webhook.isPresent() && !webhooks.containsKey(webhook.get())) {
      throw new BadInputException("webhook", "webhook: expected the name of one that there is");
    }
    Wishes before = wishes(of, of);
    wishes.put(of, new Wishes(mail, webhook, before.kinds(), before.quiet()));
    return wishes(of, of);
  }

  @Override
  public List<Told> told(PersonId reader, RequestId request) {
    Instant now = Instant.now();
    return List.of(
        told("slack", "#payments", "held", "done", now.minusSeconds(400), 1, null),
        told("mail", "rita@example.org", "held", "waiting", now.minusSeconds(400), 0, null),
        told("webhook", "siem", "held", "waiting", now.minusSeconds(390), 7, "it answered 503"),
        told("mail", "gone@example.org", "held", "given_up", now, 1, "the mail server said 550"),
        told("slack", "#payments", "reminder", "skipped", now.minusSeconds(90), 0, null));
  }

  private static Told told(
      String channel,
      String address,
      String kind,
      String state,
      Instant at,
      int attempts,
      @org.jspecify.annotations.Nullable String trouble) {
    return new Told(
        channel,
        address,
        kind,
        state,
        at,
        state.equals("waiting") ? Optional.empty() : Optional.of(at.plusSeconds(2)),
        attempts,
        Optional.ofNullable(trouble));
  }

  @Override
  public List<Webhook> list(PersonId by) {
    return List.copyOf(webhooks.values());
  }

  @Override
  public Optional<Webhook> find(PersonId by, String name) {
    return Optional.ofNullable(webhooks.get(name));
  }

  @Override
  public WithSecret create(PersonId by, String name, String url) {
    if (!url.startsWith("https://")) {
      throw new BadInputException("url", "url: expected https");
    }
    return new WithSecret(put(name, url, false), SECRET);
  }

  @Override
  public Webhook move(PersonId by, String name, String url) {
    if (!url.startsWith("https://")) {
      throw new BadInputException("url", "url: expected https");
    }
    return put(name, url, true);
  }

  @Override
  public WithSecret rotate(PersonId by, String name) {
    return new WithSecret(put(name, webhooks.get(name).url(), true), SECRET);
  }

  @Override
  public void delete(PersonId by, String name) {
    webhooks.remove(name);
  }

  @Override
  public void test(PersonId by, String name) {
    if (name.equals("siem")) {
      throw new NotTakenException("it answered 503");
    }
  }
}
