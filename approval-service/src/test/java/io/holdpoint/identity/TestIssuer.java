package io.holdpoint.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A real issuer of tokens, on a port of loopback: its keys, its description, its signature. */
final class TestIssuer implements AutoCloseable {

  static final String AUDIENCE = "https://holdpoint.example.com";

  final RSAKey rsa = rsaKey("rsa-1");
  final ECKey ec = ecKey("ec-1");
  final AtomicInteger asked = new AtomicInteger();
  private final List<JWK> keys = new CopyOnWriteArrayList<>(List.of(rsa, ec));
  private final Map<String, HttpHandler> handlers = new ConcurrentHashMap<>();
  private final Map<String, Failure> failures = new ConcurrentHashMap<>();
  private final int port;
  private volatile HttpServer server;
  private volatile @Nullable Socket held;
  private volatile Trouble trouble = Trouble.NONE;

  static final String DESCRIBED_AT = "/.well-known/openid-configuration";

  private static final String DESCRIPTION =
      """
      {"issuer": "ISSUER", "jwks_uri": "URL/keys",
       "authorization_endpoint": "URL/authorize", "token_endpoint": "URL/token",
       "response_types_supported": ["code"], "subject_types_supported": ["public"],
       "id_token_signing_alg_values_supported": ["RS256"]}
      """;

  enum Trouble {
    NONE,
    AWAY,
    REDIRECT,
    HUGE,
    HANGS,
    OTHER_ISSUER
  }

  /** How a path does not answer. */
  enum Failure {
    ERROR,
    /** It says nothing at all. */
    HANGS,
    /** It begins to answer and says no more. */
    STALLS
  }

  TestIssuer() {
    server = started(0);
    port = server.getAddress().getPort();
    serve("/keys", this::keys);
    serve("/moved", exchange -> answer(exchange, 200, keySet()));
    serve(
        DESCRIBED_AT,
        exchange ->
            answer(
                exchange,
                200,
                DESCRIPTION
                    .replace(
                        "ISSUER", trouble == Trouble.OTHER_ISSUER ? "https://other.example" : url())
                    .replace("URL", url())));
  }

  private static HttpServer started(int port) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.start();
      return server;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  void serve(String path, HttpHandler handler) {
    HttpHandler asItIs =
        exchange -> {
          Failure failure = failures.get(path);
          if (failure == null) {
            handler.handle(exchange);
          } else if (failure == Failure.ERROR) {
            answer(exchange, 500, "<h1>Oops</h1>");
          } else if (failure == Failure.STALLS) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 1_000_000);
          }
        };
    handlers.put(path, asItIs);
    server.createContext(path, asItIs);
  }

  void fails(String path, Failure how) {
    failures.put(path, how);
  }

  /** Nobody listens at its port any more, and nobody else takes it. */
  void goesAway() {
    server.stop(0);
    try {
      Socket socket = new Socket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
      held = socket;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** All is as it was. */
  void isBack() throws IOException {
    failures.clear();
    Socket socket = held;
    if (socket != null) {
      held = null;
      socket.close();
      server = started(port);
      handlers.forEach(server::createContext);
    }
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  String keysAt() {
    return url() + "/keys";
  }

  void has(Trouble trouble) {
    this.trouble = trouble;
  }

  /** Keys are changed: the old ones are not published any more. */
  void publishes(JWK... keys) {
    this.keys.clear();
    this.keys.addAll(List.of(keys));
  }

  private void keys(HttpExchange exchange) throws IOException {
    asked.incrementAndGet();
    switch (trouble) {
      case NONE, OTHER_ISSUER -> answer(exchange, 200, keySet());
      case AWAY -> answer(exchange, 503, "");
      case REDIRECT -> {
        exchange.getResponseHeaders().add("Location", url() + "/moved");
        answer(exchange, 302, "");
      }
      case HUGE -> answer(exchange, 200, " ".repeat(IssuerFetch.MOST_BYTES) + keySet());
      case HANGS -> exchange.sendResponseHeaders(200, 1_000_000); // and says no more
    }
  }

  private String keySet() {
    return new JWKSet(List.copyOf(keys)).toPublicJWKSet().toString();
  }

  static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    if (body.startsWith("{")) {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
    }
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /** What an access token of RFC 9068 says. */
  JWTClaimsSet.Builder claims(String subject, Instant now) {
    return new JWTClaimsSet.Builder()
        .issuer(url())
        .subject(subject)
        .audience(AUDIENCE)
        .claim("client_id", subject)
        .jwtID(UUID.randomUUID().toString())
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(300)));
  }

  String token(JWTClaimsSet claims) {
    return token(claims, header -> {});
  }

  String token(JWTClaimsSet claims, Consumer<JWSHeader.Builder> with) {
    JWSHeader.Builder header =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .type(new JOSEObjectType("at+jwt"))
            .keyID(rsa.getKeyID());
    with.accept(header);
    return signed(header.build(), claims, rsa);
  }

  static String signed(JWSHeader header, JWTClaimsSet claims, JWK key) {
    try {
      JWSSigner signer =
          key instanceof ECKey ec ? new ECDSASigner(ec) : new RSASSASigner(key.toRSAKey());
      SignedJWT token = new SignedJWT(header, claims);
      token.sign(signer);
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static RSAKey rsaKey(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static ECKey ecKey(String id) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static Map<String, Object> act(String subject) {
    return Map.of("sub", subject);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
