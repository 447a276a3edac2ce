package io.holdpoint.request.secrets;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values that are secrets by their looks, also in the middle of a text. Every pattern takes time
 * that grows with the length of the text only.
 */
final class SecretShapes {

  /** Shorter texts hold none. */
  private static final int LEAST = 8;

  /** A whole value that looks random has at least so many characters. */
  private static final int RANDOM_LEAST = 20;

  private static final int RANDOM_MOST = 512;
  private static final double RANDOM_BITS = 3.6;

  /**
   * One way to look.
   *
   * @param pattern the secret is its group {@code s}
   * @param least characters that a text needs for it
   * @param hint what a text must have for it, found much faster; {@code ""}: nothing
   */
  private record Shape(Pattern pattern, int least, String hint) {
    boolean mayBeIn(String text) {
      return text.length() >= least && text.contains(hint);
    }
  }

  private static final List<Shape> SHAPES =
      List.of(
          shape(
              20,
              "-----BEGIN",
              "(?s)(?<s>-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----.*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|\\z))"),
          // JSON Web Tokens
          shape(20, "eyJ", "(?<![\\w-])(?<s>eyJ[\\w-]{8,}+\\.[\\w-]{8,}+\\.[\\w-]*+)"),
          // Keys whose makers gave them a prefix for this purpose
          shape(
              20,
              "",
              "(?<![A-Za-z0-9])(?<s>"
                  + "(?:AKIA|ASIA)[0-9A-Z]{16}(?![0-9A-Za-z])"
                  + "|gh[opsur]_[A-Za-z0-9]{36,}+"
                  + "|github_pat_\\w{22,}+"
                  + "|glpat-[\\w-]{20,}+"
                  + "|xox[abeoprs]-[A-Za-z0-9-]{10,}+"
                  + "|xapp-[0-9]-[A-Za-z0-9-]{10,}+"
                  + "|[rs]k_(?:live|test)_[A-Za-z0-9]{16,}+"
                  + "|whsec_[A-Za-z0-9+/=]{16,}+"
                  + "|sk-(?:ant-|proj-|svcacct-)?[A-Za-z0-9_-]{32,}+"
                  + "|AIza[\\w-]{35}"
                  + "|ya29\\.[\\w-]{20,}+"
                  + "|SG\\.[\\w-]{16,}+\\.[\\w-]{16,}+"
                  + "|npm_[A-Za-z0-9]{36}"
                  + "|pypi-[\\w-]{40,}+"
                  + "|hf_[A-Za-z0-9]{30,}+"
                  + "|dckr_pat_[\\w-]{20,}+"
                  + "|shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}"
                  + "|hvs\\.[\\w-]{20,}+"
                  + "|AGE-SECRET-KEY-1[0-9A-Z]{58}"
                  + "|hp_[a-z0-9-]{1,64}_[A-Za-z0-9+/=-]{32,}+"
                  + ")"),
          shape(
              40,
              "hooks.slack.com",
              "hooks\\.slack\\.com/services/(?<s>[A-Z0-9]{8,}+/[A-Z0-9]{8,}+/[A-Za-z0-9]{16,}+)"),
          shape(22, " ", "(?i)\\b(?:bearer|basic) {1,4}(?<s>[A-Z0-9._~+/=-]{16,}+)"),
          // The password in an address
          shape(8, "://", "://[^/\\s:@]{0,128}+:(?<s>[^/\\s@]{1,256}+)@"),
          shape(
              10,
              "=",
              "(?i)[?&](?:access_token|token|sig|signature|api_?key|key|password|secret|x-amz-signature|x-amz-security-token)"
                  + "=(?<s>[^&\\s#\"']{6,}+)"),
          // An assignment, as in a file of settings or a command line
          shape(
              8,
              "=",
              "(?i)(?:password|passwd|pwd|passphrase|secret|client_?secret|api_?key|secret_?(?:access_?)?key"
                  + "|private_?key|access_?token|auth_?token|refresh_?token"
                  + "|(?:gh|github|gitlab|npm|api|bot|slack|vault|bearer)_token|(?<![A-Z_])token)"
                  + "[\"']?\\s{0,4}=\\s{0,4}[\"']?(?<s>[^\\s\"'&;,]{4,}+)"),
          shape(
              12,
              "--",
              "(?i)--(?:password|passwd|token|secret|api-key|client-secret)[ =][\"']?(?<s>[^\\s\"']{4,}+)"),
          // A member of a JSON text within the text
          shape(
              12,
              "\"",
              "(?i)\"(?:[\\w-]{0,40}?(?:password|passwd|secret|api[_-]?key|access[_-]?token|auth[_-]?token|refresh[_-]?token)"
                  + "|authorization|token)\\\\?\"\\s{0,4}:\\s{0,4}\\\\?\"(?<s>[^\"\\\\]{4,}+)"));

  /**
   * What only refers to a secret: a variable, a place of a vault, what was masked by the caller.
   */
  private static final Pattern REFERENCE =
      Pattern.compile(
          "\\$\\{[^{}]{1,200}}|\\{\\{[^{}]{1,200}}}|\\$\\(?[A-Za-z_]\\w{0,100}\\)?|%[A-Z_]{1,100}%|[*•x]{3,}|\\.{3,}|…"
              + "|<[^<>]{0,100}>|\\[?(?i:redacted|hidden|none|null|undefined|n/a)]?"
              + "|(?i:vault|op|secretsmanager|ssm|keyvault|env|file)://?\\S{1,300}|arn:aws:secretsmanager:\\S{1,300}");

  private static final Pattern HEX_OR_ID = Pattern.compile("[0-9a-fA-F-]+|[0-9]+|[A-Za-z]+");
  private static final Pattern ONE_WORD = Pattern.compile("[A-Za-z0-9+/=_.~-]+");

  private SecretShapes() {}

  /** The text with each secret in it replaced. */
  static String covered(String text, UnaryOperator<String> cover) {
    if (text.length() < LEAST) {
      return text;
    }
    String now = text;
    for (Shape shape : SHAPES) {
      if (shape.mayBeIn(now)) {
        now = covered(now, shape.pattern(), cover);
      }
    }
    return now;
  }

  private static String covered(String text, Pattern shape, UnaryOperator<String> cover) {
    Matcher found = shape.matcher(text);
    StringBuilder out = null;
    int from = 0;
    while (found.find()) {
      String secret = found.group("s");
      if (!isReference(secret) && !Mask.isIn(secret)) {
        out = out == null ? new StringBuilder() : out;
        out.append(text, from, found.start("s")).append(cover.apply(secret));
        from = found.end("s");
      }
    }
    return out == null ? text : out.append(text, from, text.length()).toString();
  }

  /** Whether a value only says where the secret is. */
  static boolean isReference(String value) {
    return REFERENCE.matcher(value).matches();
  }

  /** Whether a whole value looks like a key made by chance: no words, no id, no number. */
  static boolean isRandom(String value) {
    if (value.length() < RANDOM_LEAST
        || value.length() > RANDOM_MOST
        || HEX_OR_ID.matcher(value).matches()
        || !ONE_WORD.matcher(value).matches()) {
      return false;
    }
    boolean upper = value.chars().anyMatch(c -> c >= 'A' && c <= 'Z');
    boolean lower = value.chars().anyMatch(c -> c >= 'a' && c <= 'z');
    boolean digit = value.chars().anyMatch(c -> c >= '0' && c <= '9');
    return upper && lower && digit && bits(value) >= RANDOM_BITS;
  }

  /** Shannon's entropy of its characters. */
  private static double bits(String value) {
    int[] counts = new int[128];
    value.chars().forEach(c -> counts[c & 127]++);
    double bits = 0;
    for (int count : counts) {
      if (count > 0) {
        double share = (double) count / value.length();
        bits -= share * Math.log(share) / Math.log(2);
      }
    }
    return bits;
  }

  private static Shape shape(int least, String hint, String pattern) {
    return new Shape(Pattern.compile(pattern), least, hint);
  }
}
