package io.holdpoint.policy;

import io.holdpoint.policy.PolicyDocument.GroupEntry;
import io.holdpoint.policy.PolicyDocument.Tier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The webhooks that tiers in use and groups name, and where. */
final class NamedWebhooks {

  private NamedWebhooks() {}

  /** By name, what would be found when there is none of it. */
  static Map<String, List<Remark>> of(PolicyDocument document) {
    Map<String, List<Remark>> named = new LinkedHashMap<>();
    for (Tier tier : document.tiers()) {
      tier.approval()
          .filter(approval -> tier.enabled())
          .flatMap(approval -> approval.notices().addresses().webhook())
          .ifPresent(name -> add(named, name, "tier \"" + tier.name() + "\"", tier.at()));
    }
    for (GroupEntry group : document.groups()) {
      group
          .addresses()
          .webhook()
          .ifPresent(name -> add(named, name, "group \"" + group.name() + "\"", group.at()));
    }
    return named;
  }

  static List<Remark> unknown(PolicyDocument document, Set<String> webhooks) {
    List<Remark> findings = new ArrayList<>();
    of(document)
        .forEach(
            (name, remarks) -> {
              if (!webhooks.contains(name)) {
                findings.addAll(remarks);
              }
            });
    return findings;
  }

  private static void add(Map<String, List<Remark>> named, String name, String where, At at) {
    named
        .computeIfAbsent(name, each -> new ArrayList<>())
        .add(new Remark(where, at, "there is no webhook " + name + ", so nothing is told there"));
  }
}
