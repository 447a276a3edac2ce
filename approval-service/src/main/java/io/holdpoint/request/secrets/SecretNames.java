package io.holdpoint.request.secrets;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Names of fields that say that their value is a secret. */
final class SecretNames {

  /** Longer names are not field names. */
  private static final int MOST = 100;

  private static final Pattern WORDS =
      Pattern.compile(
          "[^\\p{L}\\p{N}]+|(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");

  /** A secret wherever a name ends so. */
  private static final Set<String> ENDS =
      Set.of(
          "password",
          "passwords",
          "passwd",
          "passwort",
          "passphrase",
          "passcode",
          "pwd",
          "secret",
          "secrets",
          "credential",
          "credentials",
          "authorization",
          "apikey",
          "apikeys",
          "cvv",
          "cvc",
          "totp",
          "otp",
          "privatekey",
          "secretkey",
          "accesskey",
          "authtoken",
          "accesstoken",
          "refreshtoken",
          "idtoken",
          "cookie",
          "cookies",
          "jwt",
          "passkey");

  /** The same of two words. */
  private static final Set<String> PAIRS =
      Set.of(
          "api key",
          "api keys",
          "private key",
          "secret key",
          "access key",
          "signing key",
          "encryption key",
          "master key",
          "ssh key",
          "account key",
          "shared key",
          "license key",
          "connection string",
          "security code",
          "recovery code",
          "recovery codes",
          "backup codes",
          "one time",
          "session id",
          "pin code",
          "card pin");

  /** What a token may be of without being a secret: where a list goes on, how long a text is. */
  private static final Set<String> NO_SECRET_TOKEN =
      Set.of(
          "page",
          "next",
          "previous",
          "prev",
          "continuation",
          "continue",
          "sync",
          "cursor",
          "pagination",
          "start",
          "stop",
          "max",
          "min",
          "pad",
          "eos",
          "bos",
          "unk",
          "special",
          "change",
          "delta",
          "list",
          "skip",
          "resume",
          "idempotency",
          "client",
          "request");

  /** A secret where the name is only this. */
  private static final Set<String> WHOLE =
      Set.of("pin", "pass", "auth", "bearer", "sessionid", "sid");

  /** Names that make a random-looking value a secret. */
  private static final Set<String> WEAK =
      Set.of(
          "key",
          "keys",
          "auth",
          "signature",
          "sig",
          "cred",
          "pass",
          "header",
          "nonce",
          "salt",
          "seed");

  /** Names that were judged before: agents send the same few again and again. */
  private static final Map<String, Kind> KNOWN = new ConcurrentHashMap<>();

  private static final int MOST_KNOWN = 10_000;

  private enum Kind {
    SECRET,
    LIKELY,
    PLAIN
  }

  private SecretNames() {}

  /** Whether a value under this name is a secret, whatever it looks like. */
  static boolean isSecret(String name) {
    return kind(name) == Kind.SECRET;
  }

  /** Whether a value under this name is a secret if it looks random. */
  static boolean isLikely(String name) {
    return kind(name) == Kind.LIKELY;
  }

  private static Kind kind(String name) {
    Kind known = KNOWN.get(name);
    if (known == null) {
      List<String> words = name.length() > MOST ? List.of() : words(name);
      known =
          words.isEmpty()
              ? Kind.PLAIN
              : isSecret(words)
                  ? Kind.SECRET
                  : WEAK.contains(words.getLast()) ? Kind.LIKELY : Kind.PLAIN;
      if (name.length() <= MOST && KNOWN.size() < MOST_KNOWN) {
        KNOWN.put(name, known);
      }
    }
    return known;
  }

  private static boolean isSecret(List<String> words) {
    String last = words.getLast();
    if (ENDS.contains(last) || (words.size() == 1 && WHOLE.contains(last))) {
      return true;
    }
    if (last.equals("token")) {
      return words.size() == 1 || !NO_SECRET_TOKEN.contains(words.get(words.size() - 2));
    }
    return words.size() > 1 && PAIRS.contains(words.get(words.size() - 2) + " " + last);
  }

  private static List<String> words(String name) {
    List<String> words = new ArrayList<>();
    for (String word : WORDS.split(name)) {
      if (!word.isEmpty()) {
        words.add(word.toLowerCase(Locale.ROOT));
      }
    }
    return words;
  }
}
