package io.holdpoint.workflow;

import io.holdpoint.model.RequestId;
import io.holdpoint.model.notice.Delivery;
import io.holdpoint.model.notice.NotificationChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** What people were told, and a fault that can be switched on. */
public class RecordingChannel implements NotificationChannel {

  private final String name;
  private final List<Delivery> notices = new CopyOnWriteArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();

  public RecordingChannel(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<String> usualAddress() {
    return Optional.of(name);
  }

  @Override
  public boolean gathersBursts() {
    return false;
  }

  @Override
  public Optional<String> deliver(Delivery notice) {
    if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new IllegalStateException("the channel is down");
    }
    notices.add(notice);
    return Optional.empty();
  }

  /** The next so many tellings fail. */
  public void failNext(int times) {
    failures.set(times);
  }

  public List<Delivery> told(RequestId request) {
    return notices.stream().filter(n -> n.request().id().equals(request)).toList();
  }

  public List<Delivery> told(RequestId request, Delivery.Kind kind) {
    return told(request).stream().filter(n -> n.kind() == kind).toList();
  }
}
