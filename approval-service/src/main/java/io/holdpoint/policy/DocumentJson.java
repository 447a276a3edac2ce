package io.holdpoint.policy;

import io.holdpoint.model.Channel;
import io.holdpoint.model.Reversibility;
import io.holdpoint.model.ToolPattern;
import io.holdpoint.model.broker.CredentialTerms;
import io.holdpoint.policy.PolicyDocument.Approval;
import io.holdpoint.policy.PolicyDocument.GroupEntry;
import io.holdpoint.policy.PolicyDocument.Rule;
import io.holdpoint.policy.PolicyDocument.Tier;
import io.holdpoint.policy.PolicyDocument.ToolEntry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A policy document as JSON: the same keys as in YAML, so that either form can be sent back.
 * Defaults of tiers are filled in; what a rule or entry leaves out stays out.
 */
final class DocumentJson {

  private DocumentJson() {}

  static Map<String, Object> of(PolicyDocument document) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("tiers", document.tiers().stream().map(DocumentJson::tier).toList());
    json.put("defaultTier", document.defaultTier());
    if (!document.groups().isEmpty()) {
      json.put("groups", document.groups().stream().map(DocumentJson::group).toList());
    }
    json.put("tools", document.tools().stream().map(DocumentJson::tool).toList());
    json.put("rules", document.rules().stream().map(DocumentJson::rule).toList());
    json.put("guardrails", document.guardrails().stream().map(DocumentJson::rule).toList());
    return json;
  }

  private static Map<String, Object> tier(Tier tier) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", tier.name());
    json.put("outcome", tier.outcome().wire());
    tier.approval().ifPresent(approval -> put(json, approval));
    putEnabled(json, tier.enabled());
    return json;
  }

  private static void put(Map<String, Object> json, Approval approval) {
    json.put("process", approval.process());
    json.put(
        "approvals",
        approval.slots().stream()
            .map(slot -> ordered("group", slot.group(), "count", slot.count()))
            .toList());
    approval.remindAfter().map(Duration::toString).ifPresent(it -> json.put("remindAfter", it));
    approval.escalateAfter().map(Duration::toString).ifPresent(it -> json.put("escalateAfter", it));
    approval.escalateTo().ifPresent(group -> json.put("escalateTo", group.name()));
    json.put("expireAfter", approval.expireAfter().toString());
    json.put("decideIn", approval.decideIn().stream().sorted().map(Channel::wire).toList());
    if (approval.changes()) {
      json.put("changes", true);
    }
    if (approval.denials() > 1) {
      json.put("denials", approval.denials());
    }
    if (approval.reasonRequired()) {
      json.put("reasonRequired", true);
    }
    if (approval.stepUp()) {
      json.put("stepUp", true);
    }
    Map<String, Object> notify = new LinkedHashMap<>();
    put(notify, approval.notices().addresses());
    approval.notices().people().ifPresent(people -> notify.put("mail", people));
    if (approval.notices().wakes()) {
      notify.put("wakes", true);
    }
    if (!notify.isEmpty()) {
      json.put("notify", notify);
    }
  }

  private static Map<String, Object> group(GroupEntry group) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", group.name());
    put(json, group.addresses());
    return json;
  }

  private static void put(Map<String, Object> json, NoticeRoutes.Addresses addresses) {
    addresses.slack().ifPresent(channel -> json.put("slack", channel));
    addresses.mail().ifPresent(address -> json.put("mail", address));
    addresses.webhook().ifPresent(name -> json.put("webhook", name));
  }

  private static Map<String, Object> tool(ToolEntry tool) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("match", tool.match().text());
    if (!tool.system().isEmpty()) {
      json.put("system", tool.system());
    }
    tool.reversibility().map(Reversibility::wire).ifPresent(it -> json.put("reversibility", it));
    if (!tool.labels().isEmpty()) {
      json.put("labels", List.copyOf(tool.labels()));
    }
    tool.arguments().ifPresent(arguments -> json.put("arguments", SchemaJson.of(arguments)));
    tool.credential().ifPresent(terms -> json.put("credential", credential(terms)));
    putEnabled(json, tool.enabled());
    return json;
  }

  private static Map<String, Object> credential(CredentialTerms terms) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("audience", terms.audience());
    if (!terms.scope().isEmpty()) {
      json.put("scope", terms.scope());
    }
    json.put("validFor", terms.validFor().toString());
    return json;
  }

  private static Map<String, Object> rule(Rule rule) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", rule.name());
    json.put("tier", rule.tier());
    if (!rule.tools().isEmpty()) {
      json.put("tools", rule.tools().stream().map(ToolPattern::text).toList());
    }
    rule.when().ifPresent(when -> json.put("when", when.text()));
    putEnabled(json, rule.enabled());
    return json;
  }

  private static void putEnabled(Map<String, Object> json, boolean enabled) {
    if (!enabled) {
      json.put("enabled", false);
    }
  }

  private static Map<String, Object> ordered(String one, Object its, String other, Object others) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(one, its);
    json.put(other, others);
    return json;
  }
}
