import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Receives Holdpoint's webhooks: java WebhookReceiver.java 8099 whsec_… */
public class WebhookReceiver {

  private static final long TOLERANCE_SECONDS = 300;

  public static void main(String[] args) throws Exception {
    String secret = args[1];
    Set<String> seen = ConcurrentHashMap.newKeySet(); // a real one forgets, and outlives a restart
    HttpServer server = HttpServer.create(new InetSocketAddress(Integer.parseInt(args[0])), 0);
    server.createContext(
        "/",
        call -> {
          byte[] body = call.getRequestBody().readAllBytes();
          String id = call.getRequestHeaders().getFirst("webhook-id");
          boolean good =
              isGenuine(
                  secret,
                  id,
                  call.getRequestHeaders().getFirst("webhook-timestamp"),
                  call.getRequestHeaders().getFirst("webhook-signature"),
                  body,
                  Instant.now());
          if (good && seen.add(id)) {
            System.out.println(new String(body, StandardCharsets.UTF_8));
          }
          call.sendResponseHeaders(good ? 204 : 401, -1);
          call.close();
        });
    server.start();
  }

  /** Whether a post was signed with this secret, and not long ago. */
  static boolean isGenuine(
      String secret, String id, String timestamp, String signatures, byte[] body, Instant now) {
    try {
      if (Math.abs(now.getEpochSecond() - Long.parseLong(timestamp)) > TOLERANCE_SECONDS) {
        return false;
      }
      byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
      byte[] expected =
          ("v1," + Base64.getEncoder().encodeToString(mac.doFinal(body)))
              .getBytes(StandardCharsets.UTF_8);
      boolean found = false;
      for (String each : signatures.split(" ")) { // two while the secret is changed
        found |= MessageDigest.isEqual(expected, each.getBytes(StandardCharsets.UTF_8));
      }
      return found;
    } catch (Exception e) {
      return false; // a header that is missing or malformed
    }
  }
}
