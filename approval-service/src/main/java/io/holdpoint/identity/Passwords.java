package io.holdpoint.identity;

import io.holdpoint.model.PersonId;
import io.holdpoint.platform.MasterKey;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Makes, judges, hashes and verifies passwords. */
@Component
class Passwords {

  static final int MIN = 12;
  static final int MAX = 128;

  /** About 100 ms of one core on the machines of 2026. */
  private static final int BCRYPT_STRENGTH = 11;

  /** No letter or digit that is taken for another when read aloud or off a screen. */
  private static final String READABLE = "abcdefghjkmnpqrstuvwxyz23456789";

  private static final List<String> COMMON =
      List.of(
          "password",
          "passwort",
          "passw0rd",
          "qwerty",
          "qwertz",
          "letmein",
          "welcome",
          "admin",
          "changeme",
          "holdpoint",
          "iloveyou",
          "secret",
          "123456",
          "abc123",
          "111111");

  private static final SecureRandom RANDOM = new SecureRandom();

  private final PasswordEncoder encoder;
  private final String nobody;

  /** So that strangers who guess cannot take all cores from the agents' decisions. */
  private final Semaphore work =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

  Passwords(MasterKey master) {
    KeyedHash pepper = new KeyedHash(master.derive("passwords"));
    this.encoder = new DelegatingPasswordEncoder("hb1", Map.of("hb1", new PepperedBcrypt(pepper)));
    this.nobody = hash(random());
  }

  String hash(String password) {
    return java.util.Objects.requireNonNull(encoder.encode(password));
  }

  /**
   * Whether the password is the one of the hash. Without a hash it does the same work and says no.
   *
   * @throws TooBusyException too many are being verified
   */
  boolean verify(String password, Optional<String> hash) {
    boolean mine = false;
    try {
      mine = work.tryAcquire(5, TimeUnit.SECONDS);
      if (!mine) {
        throw new TooBusyException();
      }
      return encoder.matches(password, hash.orElse(nobody)) && hash.isPresent();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TooBusyException();
    } finally {
      if (mine) {
        work.release();
      }
    }
  }

  /** Five groups of four: 99 bits, easy to type. */
  static String random() {
    StringBuilder text = new StringBuilder(24);
    for (int i = 0; i < 20; i++) {
      if (i > 0 && i % 4 == 0) {
        text.append('-');
      }
      text.append(READABLE.charAt(RANDOM.nextInt(READABLE.length())));
    }
    return text.toString();
  }

  /** What is wrong with a password that a person wants, in words that do not repeat it. */
  static Optional<String> fault(PersonId who, String password) {
    if (password.length() < MIN || password.length() > MAX) {
      return Optional.of("%d characters; expected %d to %d".formatted(password.length(), MIN, MAX));
    }
    String lower = password.toLowerCase(Locale.ROOT);
    boolean common = COMMON.stream().anyMatch(word -> lower.replace(word, "").length() < 6);
    if (common
        || lower.replace(who.value(), "").length() < 6
        || lower.chars().distinct().count() < 5) {
      return Optional.of("among the first that anybody would try; expected a less common one");
    }
    return Optional.empty();
  }

  /** Too many passwords are being verified at this moment. */
  static class TooBusyException extends RuntimeException {
    TooBusyException() {
      super("too many passwords are being verified");
    }
  }

  /** BCrypt takes 72 bytes and no more; the keyed hash before it takes any length. */
  private record PepperedBcrypt(KeyedHash pepper, BCryptPasswordEncoder bcrypt)
      implements PasswordEncoder {

    PepperedBcrypt(KeyedHash pepper) {
      this(pepper, new BCryptPasswordEncoder(BCRYPT_STRENGTH));
    }

    @Override
    public @Nullable String encode(@Nullable CharSequence password) {
      return password == null ? null : bcrypt.encode(pepper.of(password.toString()));
    }

    @Override
    public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
      return password != null
          && hash != null
          && bcrypt.matches(pepper.of(password.toString()), hash);
    }
  }
}
