package io.holdpoint.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StarterPolicyTest {

  private final CompiledPolicy starter = Policies.compiled(PolicySource.starter().text());

  @Test
  void compilesWithoutFindings() {
    assertThat(starter.findings()).isEmpty();
  }

  @Test
  void releasesTheFirstReadOfTheQuickStartAndHoldsTheDelete() {
    assertThat(starter.decide(Inputs.call("crm.customers.get"), 1))
        .isInstanceOf(Decision.Release.class);
    assertThat(starter.decide(Inputs.call("crm.customers.delete"), 1))
        .isInstanceOf(Decision.Hold.class);
  }
}
