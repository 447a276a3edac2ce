package io.holdpoint.model.desk;

import io.holdpoint.model.PersonId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The administrators' desk for webhooks. Every call by somebody else is refused. */
public interface WebhookDesk {

  /** Endpoints of one installation. */
  int MAX = 100;

  int MAX_URL = 1_000;

  /** How long the former secret signs along after a change. */
  Duration OLD_SECRET_LASTS = Duration.ofHours(24);

  /**
   * One endpoint, without its secret.
   *
   * @param name as the policy names it: {@code [a-z0-9][a-z0-9-]*}, at most 64 characters
   * @param oldSecretUntil present while the former secret signs along
   * @param named whether the policy in force names it
   */
  record Webhook(
      String name,
      String url,
      PersonId changedBy,
      Instant changedAt,
      Optional<Instant> oldSecretUntil,
      boolean named) {}

  /**
   * A new secret, shown this once.
   *
   * @param secret {@code whsec_} and 32 bytes in base64
   */
  record WithSecret(Webhook webhook, String secret) {

    /** Without the secret. */
    @Override
    public String toString() {
      return "WithSecret[" + webhook.name() + "]";
    }
  }

  /** By name. */
  List<Webhook> list(PersonId by);

  Optional<Webhook> find(PersonId by, String name);

  /**
   * @throws BadInputException names the field: a bad name, one that stands already, a URL that may
   *     not be posted to, too many
   */
  WithSecret create(PersonId by, String name, String url);

  /**
   * Has it posted elsewhere, with the same secret; also what waits already.
   *
   * @throws BadInputException there is none of this name, or a URL that may not be posted to
   */
  Webhook move(PersonId by, String name, String url);

  /**
   * Makes a new secret; the one from before signs along for {@link #OLD_SECRET_LASTS}, one from
   * before that no more.
   *
   * @throws BadInputException there is none of this name
   */
  WithSecret rotate(PersonId by, String name);

  /** What waits for it is given up. Nothing happens when there is none of this name. */
  void delete(PersonId by, String name);

  /**
   * Posts a {@code test} event now, once.
   *
   * @throws BadInputException there is none of this name
   * @throws NotTakenException it was not taken
   */
  void test(PersonId by, String name);

  /** The other side did not take it; the message says what came of it, and holds no secret. */
  final class NotTakenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NotTakenException(String message) {
      super(message);
    }
  }
}
