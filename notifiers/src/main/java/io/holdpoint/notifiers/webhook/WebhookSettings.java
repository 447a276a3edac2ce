package io.holdpoint.notifiers.webhook;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What webhooks may reach besides the public internet.
 *
 * @param allow names and ranges, separated by commas; empty: nothing
 */
@ConfigurationProperties("holdpoint.webhooks")
record WebhookSettings(Optional<String> allow) {

  private static final Pattern HOST =
      Pattern.compile("(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");

  WebhookSettings {
    allow = allow.map(String::strip).filter(text -> !text.isEmpty());
    reach(allow); // a bad one stops the start
  }

  Reach reach() {
    return reach(allow);
  }

  private static Reach reach(Optional<String> allow) {
    Set<String> hosts = new HashSet<>();
    List<AddressRange> ranges = new ArrayList<>();
    for (String each : allow.map(text -> List.of(text.split(",", -1))).orElse(List.of())) {
      String entry = each.strip();
      Optional<AddressRange> range = AddressRange.parse(entry);
      if (range.isPresent()) {
        ranges.add(range.get());
      } else if (HOST.matcher(entry).matches()) {
        hosts.add(entry.toLowerCase(Locale.ROOT));
      } else {
        throw new IllegalArgumentException(
            "HOLDPOINT_WEBHOOK_ALLOW: "
                + entry
                + " (expected names such as hooks.internal and ranges such as 10.20.0.0/16,"
                + " separated by commas)");
      }
    }
    return new Reach(hosts, ranges);
  }
}
