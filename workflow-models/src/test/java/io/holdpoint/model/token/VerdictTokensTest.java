package io.holdpoint.model.token;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.digest.CanonicalForm;
import io.holdpoint.model.token.TokenRefusedException.Why;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VerdictTokensTest {

  private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");
  private static final String SPELLING =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  private static final KeyPair PAIR = pair();
  private static final VerdictKey KEY = VerdictKey.of(PAIR.getPublic());
  private static final VerdictTokens TOKENS = new VerdictTokens("https://hold.example", "shop");
  private static final Function<String, Optional<VerdictKey>> KEYS =
      kid -> kid.equals(KEY.id()) ? Optional.of(KEY) : Optional.empty();

  private static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static VerdictClaims claims(String issuer, String audience, Instant from, Instant until) {
    return new VerdictClaims(
        issuer,
        audience,
        new AgentId("support-bot"),
        UUID.randomUUID().toString(),
        new RequestId(UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057")),
        "ticket-17",
        "sensitive",
        3,
        "sha256:" + "ab".repeat(32),
        "shop.orders.refund",
        Map.of("system", "shop"),
        from,
        from,
        until);
  }

  private static VerdictClaims good() {
    return claims("https://hold.example", "shop", NOW, NOW.plusSeconds(300));
  }

  private static String token() {
    return VerdictTokens.mint(good(), KEY, PAIR.getPrivate());
  }

  private static void assertInvalid(String token) {
    assertThatThrownBy(() -> TOKENS.check(token, KEYS, NOW))
        .as(token)
        .isInstanceOfSatisfying(
            TokenRefusedException.class, e -> assertThat(e.why()).isEqualTo(Why.INVALID));
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String part(Map<String, ? extends @Nullable Object> object) {
    return encoded(CanonicalForm.print(object).getBytes(UTF_8));
  }

  private static String signed(Map<String, ?> header, String payload, PrivateKey key)
      throws GeneralSecurityException {
    String input = part(header) + "." + payload;
    Signature signer = Signature.getInstance("Ed25519");
    signer.initSign(key);
    signer.update(input.getBytes(US_ASCII));
    return input + "." + encoded(signer.sign());
  }

  private static Map<String, Object> header() {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("alg", "EdDSA");
    header.put("typ", VerdictTokens.TYPE);
    header.put("kid", KEY.id());
    return header;
  }

  private static String payload() {
    return part(good().members());
  }

  @Test
  void readsBackWhatItMinted() throws Exception {
    VerdictClaims claims = good();
    String token = VerdictTokens.mint(claims, KEY, PAIR.getPrivate());
    assertThat(TOKENS.check(token, KEYS, NOW)).isEqualTo(claims);
    // The forger below makes good tokens when nothing is forged.
    assertThat(TOKENS.check(signed(header(), payload(), PAIR.getPrivate()), KEYS, NOW).agent())
        .isEqualTo(claims.agent());
  }

  @Test
  void refusesOtherAlgorithms() throws Exception {
    String payload = payload();
    for (String alg : List.of("none", "None", "", "HS256", "ES256", "RS256", "Ed448")) {
      Map<String, Object> header = header();
      header.put("alg", alg);
      assertInvalid(signed(header, payload, PAIR.getPrivate()));
      assertInvalid(part(header) + "." + payload + ".");
    }
  }

  @Test
  void refusesTheSignatureOfAMacUnderThePublicKey() throws Exception {
    for (byte[] secret :
        List.of(
            PAIR.getPublic().getEncoded(),
            ((String) KEY.jwk().get("x")).getBytes(US_ASCII),
            CanonicalForm.print(KEY.jwk()).getBytes(UTF_8))) {
      for (String alg : List.of("HS256", "EdDSA")) {
        Map<String, Object> header = header();
        header.put("alg", alg);
        String input = part(header) + "." + payload();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        assertInvalid(input + "." + encoded(mac.doFinal(input.getBytes(US_ASCII))));
      }
    }
  }

  @Test
  void refusesKeysOfTheTokensOwnChoice() throws Exception {
    KeyPair mine = pair();
    VerdictKey own = VerdictKey.of(mine.getPublic());
    assertInvalid(signed(header(), payload(), mine.getPrivate()));
    for (var brought :
        Map.<String, Object>of(
                "jwk",
                own.jwk(),
                "jku",
                "https://evil.example/jwks.json",
                "x5u",
                "https://evil.example/chain.pem",
                "crit",
                List.of("exp"),
                "b64",
                false)
            .entrySet()) {
      Map<String, Object> header = header();
      header.put(brought.getKey(), brought.getValue());
      assertInvalid(signed(header, payload(), mine.getPrivate()));
      assertInvalid(signed(header, payload(), PAIR.getPrivate()));
    }
    for (String kid : List.of(own.id(), "", "../../dev/null", "' or '1'='1", KEY.id() + " ")) {
      Map<String, Object> header = header();
      header.put("kid", kid);
      assertInvalid(signed(header, payload(), mine.getPrivate()));
    }
    Map<String, Object> renamed = new LinkedHashMap<>(own.jwk());
    renamed.put("kid", KEY.id());
    assertThat(VerdictKey.ofJwk(renamed)).as("a key under another's id").isEmpty();
    assertThat(VerdictKey.ofJwk(own.jwk())).contains(own);
  }

  @Test
  void refusesOtherTypes() throws Exception {
    for (String typ : List.of("JWT", "at+jwt", "", "HOLDPOINT-VERDICT+JWT")) {
      Map<String, Object> header = header();
      header.put("typ", typ);
      assertInvalid(signed(header, payload(), PAIR.getPrivate()));
    }
    Map<String, Object> none = header();
    none.remove("typ");
    assertInvalid(signed(none, payload(), PAIR.getPrivate()));
  }

  @Test
  void refusesATokenOfWhichAnyCharacterWasChanged() {
    String token = token();
    for (int i = 0; i < token.length(); i++) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      assertInvalid(token.substring(0, i) + other + token.substring(i + 1));
    }
    // The last character of a part has bits to spare: another spelling of the same bytes.
    for (int i = 0; i < token.length(); i++) {
      if (i == token.length() - 1 || token.charAt(i + 1) == '.') {
        for (char other : SPELLING.toCharArray()) {
          if (other != token.charAt(i)) {
            assertInvalid(token.substring(0, i) + other + token.substring(i + 1));
          }
        }
      }
    }
    assertInvalid(token + "=");
    assertInvalid(token + ".");
    assertInvalid(" " + token);
    assertInvalid(token.substring(0, token.length() - 1));
    assertInvalid("");
    assertInvalid("..");
    assertInvalid("a".repeat(100_000));
  }

  @Test
  void refusesAnotherIssuerAndAnotherAudience() {
    Instant end = NOW.plusSeconds(300);
    for (var claims :
        List.of(
            claims("https://evil.example", "shop", NOW, end),
            claims("https://hold.example", "crm", NOW, end))) {
      assertInvalid(VerdictTokens.mint(claims, KEY, PAIR.getPrivate()));
    }
  }

  @Test
  void endsToTheMillisecond() {
    String token = token();
    Instant end = NOW.plusSeconds(300);
    assertThat(TOKENS.check(token, KEYS, end.minusMillis(1)).expiresAt()).isEqualTo(end);
    for (Instant late : List.of(end, end.plusMillis(1), end.plusSeconds(600))) {
      assertThatThrownBy(() -> TOKENS.check(token, KEYS, late))
          .isInstanceOfSatisfying(
              TokenRefusedException.class, e -> assertThat(e.why()).isEqualTo(Why.EXPIRED));
    }
  }

  @Test
  void beginsToTheMillisecondAfterTheToleranceForClocks() {
    Instant from = NOW.plus(VerdictTokens.EARLY);
    String early =
        VerdictTokens.mint(
            claims("https://hold.example", "shop", from, from.plusSeconds(300)),
            KEY,
            PAIR.getPrivate());
    assertThat(TOKENS.check(early, KEYS, NOW).notBefore()).isEqualTo(from);
    for (Instant before : List.of(NOW.minusMillis(1), NOW.minusSeconds(600))) {
      assertThatThrownBy(() -> TOKENS.check(early, KEYS, before))
          .isInstanceOfSatisfying(
              TokenRefusedException.class, e -> assertThat(e.why()).isEqualTo(Why.INVALID));
    }
  }

  @Test
  void refusesSignedTextThatIsNoVerdict() throws Exception {
    for (String claim : good().members().keySet()) {
      Map<String, @Nullable Object> without = new LinkedHashMap<>(good().members());
      without.remove(claim);
      assertInvalid(signed(header(), part(without), PAIR.getPrivate()));
      without.put(claim, List.of("two", "values"));
      assertInvalid(signed(header(), part(without), PAIR.getPrivate()));
    }
    assertInvalid(signed(header(), encoded("[]".getBytes(UTF_8)), PAIR.getPrivate()));
    assertInvalid(
        signed(header(), encoded("{\"iss\":1,\"iss\":2}".getBytes(UTF_8)), PAIR.getPrivate()));
  }
}
