package io.holdpoint.standin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.holdpoint.standin.Workspace.Ephemeral;
import io.holdpoint.standin.Workspace.Message;
import io.holdpoint.standin.Workspace.User;
import io.holdpoint.standin.Workspace.View;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/**
 * Slack's Web API on loopback, over real HTTP. It refuses what Slack would refuse, with Slack's
 * errors, and remembers every fault that it found, so that a test can ask for none.
 */
public final class StandInSlack implements AutoCloseable {

  public static final String BOT_TOKEN = "xoxb-stand-in-bot-token";
  public static final String APP_TOKEN = "xapp-stand-in-app-token";
  public static final String SIGNING_SECRET = "stand-in-signing-secret-0123456789";
  public static final String CLIENT_ID = "1234567890.0987654321";
  public static final String CLIENT_SECRET = "stand-in-client-secret";
  public static final String CHANNEL = "C0APPROVE";

  private final HttpServer server;
  private final Workspace workspace = new Workspace();
  private final People people;
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final Map<String, Deque<Trouble>> troubles = new ConcurrentHashMap<>();
  private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
  private volatile Optional<User> signedIn = Optional.empty();
  private volatile Optional<Trouble> always = Optional.empty();
  private volatile CountDownLatch hanging = new CountDownLatch(1);

  /** One call of the Web API, as it came. */
  public record Call(String method, Map<String, String> parameters, Instant at) {}

  /**
   * @param port 0 for any that is free
   */
  public StandInSlack(int port) throws IOException {
    workspace.channel(CHANNEL, "approvals").channel("C0PAYMENT", "payments");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/api/", this::api);
    server.createContext("/openid/connect/authorize", this::authorize);
    people = new People(this, workspace);
    server.start();
  }

  /** What {@code HOLDPOINT_SLACK_API_URL} is to be. */
  public String apiUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/api/";
  }

  HttpServer server() {
    return server;
  }

  public Workspace workspace() {
    return workspace;
  }

  /** Those who click. */
  public People people() {
    return people;
  }

  /** What Slack would have refused, since the start. */
  public List<String> faults() {
    return List.copyOf(faults);
  }

  void fault(String fault) {
    faults.add(fault);
  }

  public List<Call> calls(String method) {
    return calls.stream().filter(call -> call.method().equals(method)).toList();
  }

  /** The next calls of this method meet these, one each. */
  public void next(String method, Trouble... trouble) {
    troubles.computeIfAbsent(method, m -> new ArrayDeque<>()).addAll(List.of(trouble));
  }

  /** Every call meets this until it is {@link #up} again. */
  public void down(Trouble trouble) {
    always = Optional.of(trouble);
  }

  /** Works again, and lets go of what hangs. */
  public void up() {
    always = Optional.empty();
    letGo();
  }

  /** What hangs ends now, undone. */
  public void letGo() {
    var ended = hanging;
    hanging = new CountDownLatch(1);
    ended.countDown();
  }

  /**
   * Slack gives an application three seconds, for an acknowledgement and to open a form. A machine
   * that runs tests may be slower than that without anything being wrong.
   */
  public StandInSlack patient() {
    people.patience(Duration.ofMinutes(1));
    workspace.triggersLast(Duration.ofMinutes(1));
    return this;
  }

  /** Who sits at the browser that is sent to sign in with Slack. */
  public void signedInAs(User user) {
    signedIn = Optional.of(user);
  }

  @Override
  public void close() {
    letGo();
    people.close();
    server.stop(0);
  }

  private void api(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestURI().getPath().substring("/api/".length());
    var parameters = parameters(exchange);
    calls.add(new Call(method, parameters, Instant.now()));
    Trouble trouble = trouble(method);
    switch (trouble) {
      case null -> answer(exchange, run(method, exchange, parameters));
      case Trouble.RateLimited(int seconds) -> {
        exchange.getResponseHeaders().set("Retry-After", String.valueOf(seconds));
        send(exchange, 429, "{\"ok\":false,\"error\":\"ratelimited\"}");
      }
      case Trouble.Status(int status) -> send(exchange, status, "upstream trouble");
      case Trouble.Refused(String error) -> answer(exchange, refused(error));
      case Trouble.AnswerLost() -> {
        run(method, exchange, parameters);
        exchange.close(); // no bytes: the connection ends
      }
      case Trouble.HangsUp() -> exchange.close();
      case Trouble.Hangs() -> {
        waitFor(hanging);
        exchange.close();
      }
      case Trouble.Late(Duration by) -> {
        var result = run(method, exchange, parameters);
        pause(by);
        answer(exchange, result);
      }
    }
  }

  private Trouble trouble(String method) {
    if (always.isPresent()) {
      return always.get();
    }
    var waiting = troubles.get(method);
    if (waiting == null) {
      return null;
    }
    synchronized (waiting) {
      return waiting.poll();
    }
  }

  private Map<String, Object> run(
      String method, HttpExchange exchange, Map<String, String> parameters) {
    boolean open = method.startsWith("openid.connect.token");
    String token =
        parameters.getOrDefault(
            "token",
            Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .map(header -> header.replaceFirst("^Bearer ", ""))
                .orElse(""));
    String wanted = method.equals("apps.connections.open") ? APP_TOKEN : BOT_TOKEN;
    if (!open && !token.equals(wanted)) {
      return refused(token.isEmpty() ? "not_authed" : "invalid_auth");
    }
    try {
      return switch (method) {
        case "auth.test" ->
            ok(
                "team_id",
                Workspace.TEAM,
                "team",
                "Stand-in",
                "user_id",
                "U0BOT",
                "bot_id",
                "B0BOT");
        case "chat.postMessage" -> post(parameters);
        case "chat.update" -> update(parameters);
        case "chat.postEphemeral" -> ephemeral(parameters);
        case "views.open" -> openView(parameters);
        case "views.update" -> updateView(parameters);
        case "conversations.history" -> history(parameters, "");
        case "conversations.replies" -> history(parameters, parameters.getOrDefault("ts", "?"));
        case "apps.connections.open" -> ok("url", people.socketAddress());
        case "openid.connect.token" -> token(exchange, parameters);
        default -> refused("unknown_method");
      };
    } catch (IllegalArgumentException e) {
      fault(method + ": " + e.getMessage());
      return refused("invalid_arguments");
    }
  }

  private Map<String, Object> post(Map<String, String> parameters) {
    var channel = workspace.channelOf(parameters.getOrDefault("channel", ""));
    if (channel.isEmpty()) {
      return refused("channel_not_found");
    }
    var blocks = blocks(parameters);
    var wrong = checked("chat.postMessage", parameters, blocks);
    if (wrong.isPresent()) {
      return refused(wrong.get());
    }
    var message =
        workspace.post(
            channel.get(),
            parameters.getOrDefault("thread_ts", ""),
            parameters.getOrDefault("text", ""),
            blocks,
            metadata(parameters),
            parameters.getOrDefault("reply_broadcast", "").matches("1|true"));
    return ok("channel", channel.get(), "ts", message.ts());
  }

  private Map<String, Object> update(Map<String, String> parameters) {
    var message =
        workspace.message(
            parameters.getOrDefault("channel", ""), parameters.getOrDefault("ts", ""));
    if (message.isEmpty()) {
      return refused("message_not_found");
    }
    var blocks = blocks(parameters);
    var wrong = checked("chat.update", parameters, blocks);
    if (wrong.isPresent()) {
      return refused(wrong.get());
    }
    message.get().edit(parameters.getOrDefault("text", ""), blocks);
    return ok("channel", message.get().channel(), "ts", message.get().ts());
  }

  private Map<String, Object> ephemeral(Map<String, String> parameters) {
    String channel = parameters.getOrDefault("channel", "");
    String user = parameters.getOrDefault("user", "");
    if (workspace.channelOf(channel).isEmpty()) {
      return refused("channel_not_found");
    }
    var blocks = parameters.containsKey("blocks") ? blocks(parameters) : List.of();
    if (!blocks.isEmpty() || parameters.getOrDefault("text", "").isEmpty()) {
      var wrong = checked("chat.postEphemeral", parameters, blocks);
      if (wrong.isPresent()) {
        return refused(wrong.get());
      }
    }
    workspace.ephemeral(new Ephemeral(channel, user, parameters.getOrDefault("text", ""), blocks));
    return ok("message_ts", "1.1");
  }

  private Map<String, Object> openView(Map<String, String> parameters) {
    var view = Json.object(Json.read(parameters.getOrDefault("view", "{}")));
    var wrong = BlockKit.faultsOfView(view);
    if (!wrong.isEmpty()) {
      wrong.forEach(each -> fault("views.open: " + each));
      return refused("invalid_arguments");
    }
    var user = workspace.pull(parameters.getOrDefault("trigger_id", ""));
    if (user.isEmpty()) {
      return refused("expired_trigger_id");
    }
    var opened = workspace.open(user.get(), view);
    return ok("view", Map.of("id", opened.id(), "hash", opened.hash(), "type", "modal"));
  }

  private Map<String, Object> updateView(Map<String, String> parameters) {
    var view = Json.object(Json.read(parameters.getOrDefault("view", "{}")));
    var wrong = BlockKit.faultsOfView(view);
    if (!wrong.isEmpty()) {
      wrong.forEach(each -> fault("views.update: " + each));
      return refused("invalid_arguments");
    }
    Optional<View> known = workspace.view(parameters.getOrDefault("view_id", ""));
    if (known.isEmpty() || !known.get().isOpen()) {
      return refused("not_found");
    }
    known.get().update(view);
    return ok("view", Map.of("id", known.get().id(), "hash", known.get().hash(), "type", "modal"));
  }

  private Map<String, Object> history(Map<String, String> parameters, String thread) {
    String channel = parameters.getOrDefault("channel", "");
    if (!workspace.channels().containsKey(channel)) {
      return refused("channel_not_found");
    }
    boolean all = parameters.getOrDefault("include_all_metadata", "").matches("1|true");
    var found = new ArrayList<Object>();
    for (Message message : workspace.messages().reversed()) {
      boolean here =
          thread.isEmpty()
              ? message.threadTs().isEmpty() || message.isBroadcast()
              : message.threadTs().equals(thread) || message.ts().equals(thread);
      if (message.channel().equals(channel) && here) {
        var each = new LinkedHashMap<String, Object>();
        each.put("type", "message");
        each.put("ts", message.ts());
        each.put("text", message.text());
        if (all && !message.metadata().isEmpty()) {
          each.put("metadata", message.metadata());
        }
        found.add(each);
      }
    }
    int limit = Integer.parseInt(parameters.getOrDefault("limit", "100"));
    return ok("messages", found.subList(0, Math.min(limit, found.size())), "has_more", false);
  }

  private static Map<String, Object> metadata(Map<String, String> parameters) {
    var metadata = Json.object(Json.read(parameters.getOrDefault("metadata", "{}")));
    if (!metadata.isEmpty()
        && !(metadata.get("event_type") instanceof String
            && metadata.get("event_payload") instanceof Map<?, ?>)) {
      throw new IllegalArgumentException("metadata: expected event_type and event_payload");
    }
    return metadata;
  }

  private static List<Object> blocks(Map<String, String> parameters) {
    return Json.list(Json.read(parameters.getOrDefault("blocks", "[]")));
  }

  private Optional<String> checked(
      String method, Map<String, String> parameters, List<Object> blocks) {
    var wrong = new ArrayList<>(BlockKit.faultsOfMessage(blocks));
    wrong.addAll(BlockKit.faultsOfText(parameters.getOrDefault("text", "")));
    if (parameters.getOrDefault("text", "").isEmpty()) {
      wrong.add("text: missing; what do notifications show?");
    }
    wrong.forEach(each -> fault(method + ": " + each));
    return wrong.stream()
        .findFirst()
        .map(w -> w.contains("msg_blocks_too_long") ? "msg_blocks_too_long" : "invalid_blocks");
  }

  private void authorize(HttpExchange exchange) throws IOException {
    var asked = query(exchange.getRequestURI().getRawQuery());
    boolean right =
        asked.getOrDefault("client_id", "").equals(CLIENT_ID)
            && asked.getOrDefault("response_type", "").equals("code")
            && asked.getOrDefault("scope", "").contains("openid")
            && !asked.getOrDefault("state", "").isEmpty()
            && !asked.getOrDefault("nonce", "").isEmpty();
    if (!right || signedIn.isEmpty()) {
      fault("openid.connect.authorize: " + asked.keySet());
      send(exchange, 400, "not as expected, or nobody is signed in with Slack");
      return;
    }
    String code = "code-" + workspace.number();
    var kept = new LinkedHashMap<>(asked);
    kept.put("user", signedIn.get().id());
    kept.put("team", signedIn.get().team());
    codes.put(code, kept);
    exchange
        .getResponseHeaders()
        .set(
            "Location",
            asked.get("redirect_uri")
                + "?code="
                + code
                + "&state="
                + URLEncoder.encode(asked.get("state"), StandardCharsets.UTF_8));
    send(exchange, 302, "");
  }

  private Map<String, Object> token(HttpExchange exchange, Map<String, String> parameters) {
    String basic =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((CLIENT_ID + ":" + CLIENT_SECRET).getBytes(StandardCharsets.UTF_8));
    boolean client =
        basic.equals(exchange.getRequestHeaders().getFirst("Authorization"))
            || parameters.getOrDefault("client_id", "").equals(CLIENT_ID)
                && parameters.getOrDefault("client_secret", "").equals(CLIENT_SECRET);
    if (!client) {
      return refused("bad_client_secret");
    }
    var kept = codes.remove(parameters.getOrDefault("code", ""));
    if (kept == null) {
      return refused("invalid_code");
    }
    if (!kept.getOrDefault("redirect_uri", "").equals(parameters.get("redirect_uri"))) {
      return refused("bad_redirect_uri");
    }
    long now = Instant.now().getEpochSecond();
    var claims = new LinkedHashMap<String, Object>();
    claims.put("iss", "https://slack.com");
    claims.put("sub", kept.get("user"));
    claims.put("aud", CLIENT_ID);
    claims.put("exp", now + 300);
    claims.put("iat", now);
    claims.put("nonce", kept.get("nonce"));
    claims.put("https://slack.com/team_id", kept.get("team"));
    claims.put("https://slack.com/user_id", kept.get("user"));
    var encoder = Base64.getUrlEncoder().withoutPadding();
    String idToken =
        encoder.encodeToString(
                "{\"alg\":\"RS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8))
            + "."
            + encoder.encodeToString(Json.write(claims).getBytes(StandardCharsets.UTF_8))
            + ".c2lnbmF0dXJl";
    return ok("access_token", "xoxp-user", "token_type", "Bearer", "id_token", idToken);
  }

  static Map<String, Object> ok(Object... pairs) {
    var answer = new LinkedHashMap<String, Object>();
    answer.put("ok", true);
    for (int i = 0; i < pairs.length; i += 2) {
      answer.put((String) pairs[i], pairs[i + 1]);
    }
    return answer;
  }

  private static Map<String, Object> refused(String error) {
    var answer = new LinkedHashMap<String, Object>();
    answer.put("ok", false);
    answer.put("error", error);
    return answer;
  }

  private static void answer(HttpExchange exchange, Map<String, Object> answer) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    send(exchange, 200, Json.write(answer));
  }

  static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  static Map<String, String> parameters(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var parameters = new LinkedHashMap<>(query(exchange.getRequestURI().getRawQuery()));
    String type =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type")).orElse("");
    if (type.startsWith("application/json")) {
      Json.object(Json.read(body))
          .forEach(
              (name, value) ->
                  parameters.put(name, value instanceof String s ? s : Json.write(value)));
    } else {
      parameters.putAll(query(body));
    }
    return parameters;
  }

  private static Map<String, String> query(String query) {
    var parameters = new LinkedHashMap<String, String>();
    if (query != null) {
      for (String pair : query.split("&")) {
        int cut = pair.indexOf('=');
        if (cut > 0) {
          parameters.put(
              URLDecoder.decode(pair.substring(0, cut), StandardCharsets.UTF_8),
              URLDecoder.decode(pair.substring(cut + 1), StandardCharsets.UTF_8));
        }
      }
    }
    return parameters;
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The address of the sign-in page, for a browser's test. */
  public URI authorizeUrl() {
    return URI.create(apiUrl()).resolve("/openid/connect/authorize");
  }
}
