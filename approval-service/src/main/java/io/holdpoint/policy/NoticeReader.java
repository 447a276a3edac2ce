package io.holdpoint.policy;

import io.holdpoint.policy.NoticeRoutes.Addresses;
import io.holdpoint.policy.PolicyDocument.GroupEntry;
import io.holdpoint.policy.YamlNode.Mapping;
import io.holdpoint.policy.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads where people are told: {@code notify} of a tier, and the list of groups. */
final class NoticeReader {

  static final int MAX_GROUPS = 100;

  private static final int MAX_ADDRESS = 254;
  private static final Pattern SLACK = Pattern.compile("[CGD][A-Z0-9]{2,31}|#[^\\s#]{1,80}");
  private static final Pattern MAIL =
      Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*");
  private static final Pattern WEBHOOK = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

  private NoticeReader() {}

  /** A tier's {@code mail} says whether people are told; a group's names one more address. */
  static NoticeRoutes.TierNotices tier(Fields tier, List<Remark> faults) {
    Optional<Mapping> there = tier.mapping("notify");
    if (there.isEmpty()) {
      return NoticeRoutes.TierNotices.USUAL;
    }
    Fields fields =
        new Fields(tier.where(), there.get(), List.of("slack", "mail", "webhook", "wakes"), faults);
    return new NoticeRoutes.TierNotices(
        new Addresses(slack(fields), Optional.empty(), webhook(fields)),
        fields.has("mail") ? Optional.of(fields.isTrue("mail")) : Optional.empty(),
        fields.isTrue("wakes"));
  }

  static List<GroupEntry> groups(Fields policy, List<Remark> faults) {
    List<GroupEntry> groups = new ArrayList<>();
    int position = 0;
    for (Mapping each : policy.mappings("groups", MAX_GROUPS)) {
      String where = DocumentReader.named("group", ++position, each);
      Fields fields = new Fields(where, each, List.of("name", "slack", "mail", "webhook"), faults);
      fields.require("name", Fields.NAME_FORM);
      Optional<Scalar> name = fields.name("name");
      Addresses addresses = new Addresses(slack(fields), mail(fields), webhook(fields));
      if (name.isEmpty()) {
        continue;
      }
      if (groups.stream().anyMatch(other -> other.name().equals(name.get().text()))) {
        fields.fault(name.get().at(), "the group stands already (expected each once)");
        continue;
      }
      groups.add(new GroupEntry(fields.at(), name.get().text(), addresses));
    }
    return groups;
  }

  private static Optional<String> slack(Fields fields) {
    return matching(fields, "slack", SLACK, "#name or the id of a channel, such as C0123ABCD");
  }

  private static Optional<String> mail(Fields fields) {
    return matching(fields, "mail", MAIL, "one address, such as ops@example.org");
  }

  /** Only the name: where it is posted to, and with which secret, is no matter of the policy. */
  private static Optional<String> webhook(Fields fields) {
    return matching(fields, "webhook", WEBHOOK, "the name of a webhook, such as payments");
  }

  private static Optional<String> matching(
      Fields fields, String key, Pattern form, String expected) {
    Optional<Scalar> text = fields.text(key, MAX_ADDRESS);
    if (text.isPresent() && !form.matcher(text.get().text()).matches()) {
      fields.fault(
          text.get().at(), key + ": " + text.get().text() + " (expected " + expected + ")");
      return Optional.empty();
    }
    return text.map(Scalar::text);
  }
}
