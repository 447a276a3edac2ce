package io.holdpoint.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.policy.NoticeRoutes.Addresses;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoticeReaderTest {

  private static final String DOCUMENT =
      """
      tiers:
        - name: low
          outcome: allow
        - name: payments
          outcome: require_approval
          approvals: [{group: ops}]
          notify: {slack: "#payments", mail: false, webhook: siem, wakes: true}
        - name: plain
          outcome: require_approval
          approvals: [{group: ops}]
      defaultTier: plain
      groups:
        - {name: ops, slack: C0123ABCD, mail: ops@example.org}
        - {name: leads, slack: "#leads", webhook: pager}
      """;

  @Test
  void readsWhereATierAndItsGroupsAreTold() {
    CompiledPolicy policy = Documents.compiled(DOCUMENT);
    var payments = policy.notices("payments");
    assertThat(payments.tier())
        .isEqualTo(
            new NoticeRoutes.TierNotices(
                new Addresses(Optional.of("#payments"), Optional.empty(), Optional.of("siem")),
                Optional.of(false),
                true));
    assertThat(payments.groups().get("ops"))
        .isEqualTo(
            new Addresses(
                Optional.of("C0123ABCD"), Optional.of("ops@example.org"), Optional.empty()));
    assertThat(policy.notices("plain").tier()).isEqualTo(NoticeRoutes.TierNotices.USUAL);
    assertThat(policy.notices("gone").tier()).isEqualTo(NoticeRoutes.TierNotices.USUAL);
  }

  @Test
  void findsWebhooksThatAreNotThere() {
    CompiledPolicy policy = Documents.compiled(DOCUMENT);
    assertThat(policy.namedWebhooks()).containsExactlyInAnyOrder("siem", "pager");
    assertThat(policy.unknownWebhooks(Set.of("siem", "pager"))).isEmpty();
    assertThat(policy.unknownWebhooks(Set.of("siem")))
        .singleElement()
        .asString()
        .contains("group \"leads\"")
        .contains("there is no webhook pager, so nothing is told there");
    assertThat(policy.unknownWebhooks(Set.of())).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "slack: C0123ABCD | slack: payments | slack: payments (expected #name or the id",
        "mail: ops@example.org | mail: 'ops@example.org, b@c' | mail: ops@example.org, b@c (expected one address",
        "{name: leads, slack: \"#leads\", webhook: pager} | {name: ops} | the group stands already",
        "mail: false | mail: rita | mail:",
        "wakes: true | shouts: true | unknown key: shouts",
        "webhook: siem | webhook: 'https://a.example' | webhook: https://a.example (expected the name",
      })
  void namesWhatCannotBeTaken(String there, String instead, String fault) {
    List<Remark> faults = new ArrayList<>();
    YamlReader.read(DOCUMENT.replace(there, instead), faults)
        .ifPresent(node -> new DocumentReader(List.of("standard-approval"), faults).read(node));
    assertThat(faults).anySatisfy(each -> assertThat(each.toString()).contains(fault));
  }
}
