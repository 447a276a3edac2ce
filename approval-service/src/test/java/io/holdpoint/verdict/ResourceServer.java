package io.holdpoint.verdict;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A resource server that runs in a process of its own, without a class of Holdpoint's: it knows its
 * own name and the address of the keys. Prints its port, and serves until its input ends.
 */
final class ResourceServer {

  private static final JsonMapper JSON = new JsonMapper();
  private static final byte[] ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");

  private final URI keys;
  private final String name;

  private ResourceServer(URI keys, String name) {
    this.keys = keys;
    this.name = name;
  }

  public static void main(String[] args) throws IOException {
    var server = new ResourceServer(URI.create(args[0]), args[1]);
    var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/", server::answer);
    http.start();
    System.out.println(http.getAddress().getPort());
    while (System.in.read() >= 0) {
      // until whoever started it is gone
    }
    http.stop(0);
  }

  private void answer(HttpExchange call) throws IOException {
    String bearer =
        Objects.requireNonNullElse(call.getRequestHeaders().getFirst("Authorization"), "");
    String fault;
    try {
      fault = bearer.startsWith("Bearer ") ? fault(bearer.substring(7)) : "no bearer token";
    } catch (RuntimeException | GeneralSecurityException | IOException e) {
      fault = "not a token: " + e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fault = "interrupted";
    }
    byte[] body = fault.getBytes(StandardCharsets.UTF_8);
    call.sendResponseHeaders(fault.isEmpty() ? 200 : 401, body.length == 0 ? -1 : body.length);
    call.getResponseBody().write(body);
    call.close();
  }

  /** What is wrong with it, as RFC 9068 has it; empty when it is good here and now. */
  private String fault(String token)
      throws GeneralSecurityException, IOException, InterruptedException {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return "not a JWS";
    }
    JsonNode header = json(parts[0]);
    if (!header.at("/typ").asString().equals("at+jwt")
        || !header.at("/alg").asString().equals("EdDSA")) {
      return "no access token, or another algorithm";
    }
    Signature verifier = Signature.getInstance("Ed25519");
    verifier.initVerify(
        KeyFactory.getInstance("Ed25519")
            .generatePublic(new X509EncodedKeySpec(key(header.at("/kid").asString()))));
    verifier.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
    if (!verifier.verify(Base64.getUrlDecoder().decode(parts[2]))) {
      return "its signature is not good";
    }
    JsonNode claims = json(parts[1]);
    if (!claims.at("/aud").asString().equals(name)) {
      return "for another resource server";
    }
    return claims.at("/exp").asLong() * 1_000 <= System.currentTimeMillis() ? "expired" : "";
  }

  private byte[] key(String id) throws IOException, InterruptedException {
    String body =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(keys).build(), BodyHandlers.ofString())
            .body();
    for (JsonNode key : JSON.readTree(body).at("/keys")) {
      if (key.at("/kid").asString().equals(id)) {
        byte[] x = Base64.getUrlDecoder().decode(key.at("/x").asString());
        byte[] encoded = new byte[ED25519.length + x.length];
        System.arraycopy(ED25519, 0, encoded, 0, ED25519.length);
        System.arraycopy(x, 0, encoded, ED25519.length, x.length);
        return encoded;
      }
    }
    throw new IllegalArgumentException("no key of that id");
  }

  private static JsonNode json(String part) {
    return JSON.readTree(Base64.getUrlDecoder().decode(part));
  }
}
