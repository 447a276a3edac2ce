package io.holdpoint.identity;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * A real OpenID provider over HTTP: codes are used once, with the client's secret, the redirect
 * address and the PKCE verifier that they were asked for with. Who is at its keyboard is said
 * beforehand.
 */
final class TestProvider implements AutoCloseable {

  static final String CLIENT = "holdpoint";
  static final String SECRET = "a secret of the test";

  final TestIssuer issuer = new TestIssuer();
  private final Map<String, Map<String, String>> asked = new ConcurrentHashMap<>();
  private volatile Map<String, Object> somebody = Map.of();
  private volatile UnaryOperator<JWTClaimsSet.Builder> twist = UnaryOperator.identity();

  TestProvider() {
    issuer.serve("/authorize", this::authorize);
    issuer.serve("/token", this::token);
  }

  /** Who signs in there from now on: the claims of their ID token. */
  void isUsedBy(Map<String, Object> claims) {
    this.somebody = claims;
    this.twist = UnaryOperator.identity();
  }

  void lies(UnaryOperator<JWTClaimsSet.Builder> twist) {
    this.twist = twist;
  }

  private void authorize(HttpExchange exchange) throws IOException {
    Map<String, String> query = parameters(exchange.getRequestURI().getRawQuery());
    String code = UUID.randomUUID().toString();
    asked.put(code, query);
    exchange
        .getResponseHeaders()
        .add(
            "Location",
            query.get("redirect_uri")
                + "?code="
                + code
                + "&state="
                + java.net.URLEncoder.encode(
                    query.getOrDefault("state", ""), StandardCharsets.UTF_8));
    TestIssuer.answer(exchange, 302, "");
  }

  private void token(HttpExchange exchange) throws IOException {
    Map<String, String> form =
        parameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    Map<String, String> query = asked.remove(form.getOrDefault("code", ""));
    String client =
        "Basic "
            + Base64.getEncoder()
                .encodeToString(
                    (CLIENT + ":" + java.net.URLEncoder.encode(SECRET, StandardCharsets.UTF_8))
                        .getBytes(StandardCharsets.UTF_8));
    if (query == null
        || !client.equals(exchange.getRequestHeaders().getFirst("Authorization"))
        || !"S256".equals(query.get("code_challenge_method"))
        || !challenge(form.getOrDefault("code_verifier", "")).equals(query.get("code_challenge"))
        || !query.get("redirect_uri").equals(form.get("redirect_uri"))) {
      TestIssuer.answer(exchange, 400, "{\"error\": \"invalid_grant\"}");
      return;
    }
    Instant now = Instant.now();
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer.url())
            .audience(CLIENT)
            .claim("nonce", query.get("nonce"))
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(120)));
    somebody.forEach(claims::claim);
    String idToken =
        issuer.token(twist.apply(claims).build(), header -> header.type(new JOSEObjectType("JWT")));
    TestIssuer.answer(
        exchange,
        200,
        "{\"access_token\": \"x\", \"token_type\": \"Bearer\", \"expires_in\": 60, \"id_token\": \""
            + idToken
            + "\"}");
  }

  private static String challenge(String verifier) {
    try {
      return Base64URL.encode(
              MessageDigest.getInstance("SHA-256")
                  .digest(verifier.getBytes(StandardCharsets.US_ASCII)))
          .toString();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static Map<String, String> parameters(String text) {
    Map<String, String> parameters = new HashMap<>();
    for (String pair : text.split("&")) {
      int equals = pair.indexOf('=');
      parameters.put(
          pair.substring(0, equals),
          URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return parameters;
  }

  static Map<String, String> parameters(URI uri) {
    return parameters(uri.getRawQuery());
  }

  @Override
  public void close() {
    issuer.close();
  }
}
