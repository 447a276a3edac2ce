package io.holdpoint.standin;

import com.sun.net.httpserver.HttpExchange;
import io.holdpoint.standin.Workspace.Message;
import io.holdpoint.standin.Workspace.User;
import io.holdpoint.standin.Workspace.View;
import java.io.IOException;
import java.util.Map;

/** The stand-in for a person to look at: its channel as a page, with buttons that click. */
public final class Main {

  private final StandInSlack slack;

  private Main(StandInSlack slack) {
    this.slack = slack;
  }

  /**
   * @param args the port; 9797 unless given
   */
  public static void main(String[] args) throws IOException {
    int port = args.length > 0 ? Integer.parseInt(args[0]) : 9797;
    var slack = new StandInSlack(port);
    for (String name : new String[] {"rita", "otto", "sana", "stranger"}) {
      slack.workspace().user(Workspace.TEAM, "U0" + name.toUpperCase(java.util.Locale.ROOT), name, name + "@example.org");
    }
    slack.signedInAs(slack.workspace().users().getFirst());
    var main = new Main(slack);
    slack.server().createContext("/", main::page);
    slack.server().createContext("/click", main::click);
    slack.server().createContext("/submit", main::submit);
    System.out.println("The stand-in for Slack: http://localhost:" + port + "/");
    System.out.println("Start Holdpoint with:");
    System.out.println("  HOLDPOINT_SLACK_API_URL=" + slack.apiUrl() + " \\");
    System.out.println("  HOLDPOINT_SLACK_BOT_TOKEN=" + StandInSlack.BOT_TOKEN + " \\");
    System.out.println("  HOLDPOINT_SLACK_APP_TOKEN=" + StandInSlack.APP_TOKEN + " \\");
    System.out.println("  HOLDPOINT_SLACK_CLIENT_ID=" + StandInSlack.CLIENT_ID + " \\");
    System.out.println("  HOLDPOINT_SLACK_CLIENT_SECRET=" + StandInSlack.CLIENT_SECRET + " \\");
    System.out.println("  HOLDPOINT_SLACK_CHANNEL=" + StandInSlack.CHANNEL + " ./run --demo");
    System.out.println("Link people: workspace " + Workspace.TEAM + ", members U0RITA, U0OTTO, U0SANA; U0STRANGER is for trying without.");
  }

  private void page(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestURI().getPath().equals("/")) {
      StandInSlack.send(exchange, 404, "");
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
    StandInSlack.send(exchange, 200, Html.page(slack));
  }

  private void click(HttpExchange exchange) throws IOException {
    var asked = StandInSlack.parameters(exchange);
    Message message =
        slack.workspace().message(asked.getOrDefault("channel", ""), asked.getOrDefault("ts", "")).orElseThrow();
    slack.people().click(user(asked), message, asked.getOrDefault("action", ""));
    back(exchange);
  }

  private void submit(HttpExchange exchange) throws IOException {
    var asked = StandInSlack.parameters(exchange);
    View view = slack.workspace().view(asked.getOrDefault("view", "")).orElseThrow();
    try {
      slack.people().submit(view, asked);
      back(exchange);
    } catch (IllegalStateException e) {
      StandInSlack.send(exchange, 400, e.getMessage());
    }
  }

  private User user(Map<String, String> asked) {
    return slack.workspace().users().stream()
        .filter(u -> u.id().equals(asked.get("user")))
        .findFirst()
        .orElseThrow();
  }

  /** A moment later, when the application has had its turn. */
  private static void back(HttpExchange exchange) throws IOException {
    try {
      Thread.sleep(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.getResponseHeaders().set("Location", "/");
    StandInSlack.send(exchange, 303, "");
  }
}
