package io.holdpoint.standin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** What a workspace holds: users, channels, messages, open views. */
public final class Workspace {

  public static final String TEAM = "T0HOLDPT1";

  private final Map<String, String> channels = new LinkedHashMap<>();
  private final List<User> users = new ArrayList<>();
  private final List<Message> messages = new ArrayList<>();
  private final List<Ephemeral> ephemerals = new ArrayList<>();
  private final Map<String, View> views = new LinkedHashMap<>();
  private final Map<String, Trigger> triggers = new LinkedHashMap<>();
  private final AtomicLong numbers = new AtomicLong();
  private Duration triggersLast = Duration.ofSeconds(3);

  /** A user; of another workspace in a shared channel when the team is another. */
  public record User(String team, String id, String name, String mail) {}

  /** What only one user sees. */
  public record Ephemeral(String channel, String user, String text, List<Object> blocks) {}

  private record Trigger(String user, Instant until) {}

  /** A message as it stands now. */
  public static final class Message {
    private final String channel;
    private final String ts;
    private final String threadTs;
    private String text;
    private List<Object> blocks;
    private final Map<String, Object> metadata;
    private final boolean broadcast;
    private int edits;

    Message(
        String channel,
        String ts,
        String threadTs,
        String text,
        List<Object> blocks,
        Map<String, Object> metadata,
        boolean broadcast) {
      this.channel = channel;
      this.ts = ts;
      this.threadTs = threadTs;
      this.text = text;
      this.blocks = blocks;
      this.metadata = metadata;
      this.broadcast = broadcast;
    }

    public String channel() {
      return channel;
    }

    public String ts() {
      return ts;
    }

    /** Empty for one that is not in a thread. */
    public String threadTs() {
      return threadTs;
    }

    public synchronized String text() {
      return text;
    }

    public synchronized List<Object> blocks() {
      return blocks;
    }

    public Map<String, Object> metadata() {
      return metadata;
    }

    public boolean isBroadcast() {
      return broadcast;
    }

    public synchronized int edits() {
      return edits;
    }

    synchronized void edit(String newText, List<Object> newBlocks) {
      text = newText;
      blocks = newBlocks;
      edits++;
    }

    /** The buttons, by action id. */
    public Map<String, Map<String, Object>> buttons() {
      var buttons = new LinkedHashMap<String, Map<String, Object>>();
      for (Object block : blocks()) {
        if ("actions".equals(Json.object(block).get("type"))) {
          for (Object element : Json.list(Json.object(block).get("elements"))) {
            var button = Json.object(element);
            buttons.put(Json.string(button.get("action_id")), button);
          }
        }
      }
      return buttons;
    }

    /** Everything that a reader sees, on lines. */
    public String shown() {
      return Shown.text(blocks());
    }
  }

  /** An open modal. */
  public static final class View {
    private final String id;
    private final String user;
    private Map<String, Object> payload;
    private boolean open = true;
    private int number = 1;

    View(String id, String user, Map<String, Object> payload) {
      this.id = id;
      this.user = user;
      this.payload = payload;
    }

    public String id() {
      return id;
    }

    public String user() {
      return user;
    }

    public synchronized Map<String, Object> payload() {
      return payload;
    }

    public synchronized boolean isOpen() {
      return open;
    }

    synchronized String hash() {
      return id + "." + number;
    }

    synchronized void update(Map<String, Object> newPayload) {
      payload = newPayload;
      number++;
    }

    /** Updates what was not updated since it had this hash: one step, as calls come at any time. */
    synchronized void update(Map<String, Object> newPayload, Object hash) {
      if (hash().equals(hash)) {
        update(newPayload);
      }
    }

    synchronized void close() {
      open = false;
    }

    public String shown() {
      return Shown.text(Json.list(payload().get("blocks")));
    }
  }

  public synchronized Workspace channel(String id, String name) {
    channels.put(id, name);
    return this;
  }

  public synchronized User user(String team, String id, String name, String mail) {
    var user = new User(team, id, name, mail);
    users.add(user);
    return user;
  }

  public synchronized List<User> users() {
    return List.copyOf(users);
  }

  public synchronized Map<String, String> channels() {
    return new LinkedHashMap<>(channels);
  }

  public synchronized List<Message> messages() {
    return List.copyOf(messages);
  }

  /** Those that are not in a thread. */
  public synchronized List<Message> posts() {
    return messages.stream().filter(m -> m.threadTs().isEmpty()).toList();
  }

  public synchronized List<Message> replies(Message to) {
    return messages.stream().filter(m -> m.threadTs().equals(to.ts())).toList();
  }

  public synchronized List<Ephemeral> ephemerals() {
    return List.copyOf(ephemerals);
  }

  public synchronized List<View> views() {
    return List.copyOf(views.values());
  }

  synchronized Optional<String> channelOf(String idOrName) {
    if (channels.containsKey(idOrName)) {
      return Optional.of(idOrName);
    }
    return channels.entrySet().stream()
        .filter(c -> idOrName.equals("#" + c.getValue()) || idOrName.equals(c.getValue()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  synchronized Message post(
      String channel,
      String threadTs,
      String text,
      List<Object> blocks,
      Map<String, Object> metadata,
      boolean broadcast) {
    String ts = "17000%05d.%06d".formatted(numbers.get() / 10, numbers.incrementAndGet());
    var message = new Message(channel, ts, threadTs, text, blocks, metadata, broadcast);
    messages.add(message);
    return message;
  }

  synchronized Optional<Message> message(String channel, String ts) {
    return messages.stream()
        .filter(m -> m.channel().equals(channel) && m.ts().equals(ts))
        .findFirst();
  }

  synchronized void ephemeral(Ephemeral ephemeral) {
    ephemerals.add(ephemeral);
  }

  synchronized void triggersLast(Duration longer) {
    triggersLast = longer;
  }

  /** Good for one view, for three seconds. */
  synchronized String trigger(String user) {
    String id = "trigger." + numbers.incrementAndGet();
    triggers.put(id, new Trigger(user, Instant.now().plus(triggersLast)));
    return id;
  }

  /** Whose trigger it is; empty when it is used or too old. */
  synchronized Optional<String> pull(String trigger) {
    return Optional.ofNullable(triggers.remove(trigger))
        .filter(t -> Instant.now().isBefore(t.until()))
        .map(Trigger::user);
  }

  synchronized View open(String user, Map<String, Object> payload) {
    var view = new View("V" + numbers.incrementAndGet(), user, payload);
    views.put(view.id(), view);
    return view;
  }

  synchronized Optional<View> view(String id) {
    return Optional.ofNullable(views.get(id));
  }

  long number() {
    return numbers.incrementAndGet();
  }
}
