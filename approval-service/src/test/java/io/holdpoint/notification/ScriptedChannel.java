package io.holdpoint.notification;

import io.holdpoint.model.RequestId;
import io.holdpoint.model.notice.Delivery;
import io.holdpoint.model.notice.NotificationChannel;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A channel that remembers what it was told, and fails or hangs as the test says. */
class ScriptedChannel implements NotificationChannel {

  private final String name;
  private final boolean gathers;
  private final List<Delivery> told = new CopyOnWriteArrayList<>();
  private volatile Consumer<Delivery> trouble = delivery -> {};

  ScriptedChannel(String name, boolean gathers) {
    this.name = name;
    this.gathers = gathers;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<String> usualAddress() {
    return Set.of("slack", "mail", "webhook").contains(name) ? Optional.empty() : Optional.of(name);
  }

  @Override
  public boolean gathersBursts() {
    return gathers;
  }

  @Override
  public Optional<String> deliver(Delivery delivery) {
    trouble.accept(delivery);
    told.add(delivery);
    return delivery.shownAs().isPresent()
        ? Optional.empty()
        : Optional.of("message-of-" + delivery.request().id());
  }

  /** Runs before each delivery; what it throws is what the channel throws. */
  void trouble(Consumer<Delivery> trouble) {
    this.trouble = trouble;
  }

  void well() {
    trouble = delivery -> {};
  }

  List<Delivery> told() {
    return told;
  }

  List<Delivery> told(RequestId request) {
    return told.stream().filter(d -> d.request().id().equals(request)).toList();
  }

  List<Delivery.Kind> kinds(RequestId request) {
    return told(request).stream().map(Delivery::kind).toList();
  }

  void forget() {
    told.clear();
    well();
  }
}
