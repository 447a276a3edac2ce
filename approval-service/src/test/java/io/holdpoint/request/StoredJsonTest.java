package io.holdpoint.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.ApprovalSlot;
import io.holdpoint.testing.Requests;
import org.junit.jupiter.api.Test;

class StoredJsonTest {

  @Test
  void readsADemandThatWasStoredBeforeItHadAllItsParts() {
    ApprovalDemand demand = Requests.demand(new ApprovalSlot("reviewers", 1));
    String now = StoredJson.write(demand);
    String then = now.replaceAll(",\"(changes|denials|reasonRequired|stepUp)\":(false|1)", "");
    assertThat(then).hasSizeLessThan(now.length()).doesNotContain("changes", "denials", "reason");
    assertThat(StoredJson.demand(then)).isEqualTo(demand).isEqualTo(StoredJson.demand(now));
  }
}
