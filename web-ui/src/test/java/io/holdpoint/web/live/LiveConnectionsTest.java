package io.holdpoint.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.desk.DeskEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

class LiveConnectionsTest {

  private static final PersonId ADA = new PersonId("ada");

  private final List<DeskEvents.Listener> listeners = new ArrayList<>();
  private final LiveConnections connections = connections();

  private LiveConnections connections() {
    var beans = new StaticListableBeanFactory();
    DeskEvents events =
        listener -> {
          listeners.add(listener);
          return () -> listeners.remove(listener);
        };
    beans.addBean("events", events);
    return new LiveConnections(beans.getBeanProvider(DeskEvents.class));
  }

  @Test
  void opensOnlySoManyPagesForOnePerson() {
    for (int i = 0; i < LiveConnections.MOST_PER_PERSON; i++) {
      assertThat(connections.connect(ADA, connections.revision(), id -> true)).isPresent();
    }
    assertThat(connections.connect(ADA, connections.revision(), id -> true)).isEmpty();
    assertThat(connections.connect(new PersonId("grace"), 0, id -> true)).isPresent();
    assertThat(connections.size()).isEqualTo(LiveConnections.MOST_PER_PERSON + 1);
  }

  @Test
  void countsEveryChangeSoThatAPageKnowsWhatItMissed() {
    connections.start();
    long before = connections.revision();
    listeners.forEach(l -> l.changed(new RequestId(UUID.randomUUID())));
    assertThat(connections.revision()).isEqualTo(before + 1);
    connections.stop();
    assertThat(listeners).isEmpty();
    assertThat(connections.isRunning()).isFalse();
  }
}
