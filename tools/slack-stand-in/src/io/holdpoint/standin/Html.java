package io.holdpoint.standin;

import io.holdpoint.standin.Workspace.Message;
import io.holdpoint.standin.Workspace.User;
import io.holdpoint.standin.Workspace.View;
import java.util.List;
import java.util.Map;

/** Messages and forms about as Slack draws them. */
final class Html {

  private static final String STYLE =
      "body{font:15px/1.45 Lato,system-ui,sans-serif;max-width:46rem;margin:1rem auto;padding:0 1rem;color:#1d1c1d}"
          + ".m,.v{border:1px solid #ddd;border-radius:8px;padding:.6rem 1rem;margin:.8rem 0}.v{box-shadow:0 2px 12px #0003}"
          + ".r{margin-left:2rem;border-left:3px solid #ddd;padding-left:.8rem}h3{margin:.2rem 0 .5rem;font-size:18px}"
          + "pre{background:#f8f8f8;border:1px solid #ddd;border-radius:4px;padding:.5rem;margin:0;white-space:pre-wrap;overflow-wrap:anywhere}"
          + "code{background:#f8f8f8;border:1px solid #ddd;border-radius:3px;padding:0 .2em;color:#c01343;overflow-wrap:anywhere}"
          + "blockquote{border-left:4px solid #ddd;margin:.2rem 0;padding-left:.7rem;white-space:pre-wrap;overflow-wrap:anywhere}"
          + ".c{color:#616061;font-size:12px;overflow-wrap:anywhere}button,a.b{border:1px solid #bbb;border-radius:4px;background:#fff;padding:.35rem .8rem;font:inherit;font-weight:700;color:inherit;text-decoration:none}"
          + "form{display:inline}textarea{width:100%}.x{color:#b00}";

  private Html() {}

  static String page(StandInSlack slack) {
    var out = new StringBuilder("<!doctype html><meta charset=utf-8><meta name=viewport content='width=device-width'><title>Slack, stood in for</title><style>" + STYLE + "</style><h2>#approvals</h2>");
    for (String fault : slack.faults()) {
      out.append("<p class=x>Slack would have refused: ").append(text(fault)).append("</p>");
    }
    for (View view : slack.workspace().views().reversed()) {
      if (view.isOpen()) {
        view(view, out);
      }
    }
    for (Message message : slack.workspace().posts().reversed()) {
      out.append("<div class=m>");
      blocks(message.blocks(), out, message, slack.workspace().users());
      for (Message reply : slack.workspace().replies(message)) {
        out.append("<div class=r>");
        blocks(reply.blocks(), out, null, List.of());
        out.append("</div>");
      }
      out.append("</div>");
    }
    out.append("<h3>Only one sees</h3>");
    for (var each : slack.workspace().ephemerals().reversed()) {
      out.append("<p class=c>").append(text(each.user() + ": " + each.text())).append("</p>");
    }
    return out.toString();
  }

  private static void view(View view, StringBuilder out) {
    var payload = view.payload();
    out.append("<form class=v style='display:block' method=post action=/submit><input type=hidden name=view value=")
        .append(view.id())
        .append("><h3>")
        .append(text(plain(payload.get("title"))))
        .append(" <span class=c>")
        .append(text(view.user()))
        .append("</span></h3>");
    blocks(Json.list(payload.get("blocks")), out, null, List.of());
    if (payload.get("submit") != null) {
      out.append("<button>").append(text(plain(payload.get("submit")))).append("</button>");
    }
    out.append("</form>");
  }

  private static void blocks(
      List<Object> blocks, StringBuilder out, Message message, List<User> users) {
    for (Object each : blocks) {
      var block = Json.object(each);
      switch (Json.string(block.get("type"))) {
        case "header" -> out.append("<h3>").append(text(plain(block.get("text")))).append("</h3>");
        case "context" -> {
          out.append("<p class=c>");
          Json.list(block.get("elements")).forEach(e -> out.append(text(plain(e))));
          out.append("</p>");
        }
        case "rich_text" -> Json.list(block.get("elements")).forEach(e -> part(Json.object(e), out));
        case "actions" -> Json.list(block.get("elements")).forEach(e -> button(Json.object(e), out, message, users));
        case "input" -> {
          var element = Json.object(block.get("element"));
          out.append("<p><b>").append(text(plain(block.get("label")))).append("</b> <span class=c>")
              .append(text(plain(block.get("hint")))).append("</span><textarea rows=3 name=")
              .append(text(Json.string(element.get("action_id")))).append("></textarea></p>");
        }
        default -> out.append("<p>").append(text(Json.write(block))).append("</p>");
      }
    }
  }

  private static void part(Map<String, Object> part, StringBuilder out) {
    String tag =
        switch (Json.string(part.get("type"))) {
          case "rich_text_preformatted" -> "pre";
          case "rich_text_quote" -> "blockquote";
          case "rich_text_list" -> "ul";
          default -> "div";
        };
    out.append('<').append(tag).append('>');
    for (Object each : Json.list(part.get("elements"))) {
      var element = Json.object(each);
      if (tag.equals("ul")) {
        out.append("<li>");
        part(element, out);
        out.append("</li>");
      } else {
        element(element, out);
      }
    }
    out.append("</").append(tag).append('>');
  }

  private static void element(Map<String, Object> element, StringBuilder out) {
    var style = Json.object(element.get("style"));
    switch (Json.string(element.get("type"))) {
      case "date" -> out.append(text(Json.string(element.get("fallback"))));
      case "link" ->
          out.append("<a href='").append(text(Json.string(element.get("url")))).append("'>")
              .append(text(Json.string(element.get("text")))).append("</a>");
      default -> {
        String tag = style.containsKey("code") ? "code" : style.containsKey("bold") ? "b" : "span";
        out.append('<').append(tag).append('>').append(text(Json.string(element.get("text")))).append("</").append(tag).append('>');
      }
    }
  }

  private static void button(
      Map<String, Object> button, StringBuilder out, Message message, List<User> users) {
    if (button.get("url") != null) {
      out.append("<a class=b href='").append(text(Json.string(button.get("url")))).append("'>")
          .append(text(plain(button.get("text")))).append("</a> ");
      return;
    }
    if (message == null) {
      return;
    }
    out.append("<form method=post action=/click><input type=hidden name=channel value=").append(message.channel())
        .append("><input type=hidden name=ts value=").append(message.ts())
        .append("><input type=hidden name=action value=").append(text(Json.string(button.get("action_id"))))
        .append("><select name=user>");
    users.forEach(u -> out.append("<option value=").append(u.id()).append('>').append(text(u.name())));
    out.append("</select><button>").append(text(plain(button.get("text")))).append("</button></form> ");
  }

  private static String plain(Object text) {
    return Json.string(Json.object(text).get("text"));
  }

  private static String text(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'", "&#39;");
  }
}
