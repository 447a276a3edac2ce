package io.holdpoint.identity;

import java.util.List;
import java.util.Optional;

/** What is printed when Holdpoint is ready. */
final class ReadyMessage {

  private ReadyMessage() {}

  /**
   * @param firstStart whether the first accounts were made at this start
   * @param adminPassword empty when it was given from outside
   * @param agentKey empty when it was given from outside
   * @param demoAccounts those made at this start
   * @param demoPassword empty when it was given from outside
   */
  record Shown(
      boolean firstStart,
      Optional<String> adminPassword,
      Optional<String> agentKey,
      List<String> demoAccounts,
      Optional<String> demoPassword) {}

  static String of(String console, Shown shown) {
    StringBuilder text = new StringBuilder("\nHoldpoint is ready.\n\n");
    line(text, "Console", console);
    line(text, "API", console + "/swagger-ui.html");
    if (shown.firstStart()) {
      text.append("\nThis is the first start. What is secret here is not shown again.\n\n");
      line(text, "Sign in as", "admin");
      line(text, "Password", shown.adminPassword().orElse("as given in the environment"));
      line(text, "Agent key", shown.agentKey().orElse("as given in HOLDPOINT_AGENT_KEY"));
    }
    if (!shown.demoAccounts().isEmpty()) {
      text.append("\nAccounts of the demo\n\n");
      line(text, "Sign in as", String.join(", ", shown.demoAccounts()));
      line(text, "Password", shown.demoPassword().orElse("as given in the environment"));
    }
    if (shown.firstStart()) {
      text.append(tryIt(console, shown.agentKey().orElse("$HOLDPOINT_AGENT_KEY")));
    }
    return text.toString();
  }

  private static String tryIt(String console, String key) {
    return """

        Ask for a read, which is released at once:

          curl -s %1$s/v1/requests -H "Authorization: Bearer %2$s" \\
            -H 'Content-Type: application/json' \\
            -d '{"action": {"tool": "crm.customers.get", "arguments": {"id": "42"}}}'

        With "crm.customers.delete" instead it waits for a person. That person cannot be the agent's owner
        (admin): make a reviewer in the console, under People.
        """
        .formatted(console, key);
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append("  %-12s %s%n".formatted(name, value));
  }
}
