package io.holdpoint.notifiers.slack;

import static io.holdpoint.notifiers.slack.Blocks.line;
import static io.holdpoint.notifiers.slack.Blocks.link;
import static io.holdpoint.notifiers.slack.Blocks.text;

import io.holdpoint.model.desk.RequestDetail;
import io.holdpoint.model.desk.RequestSummary;
import io.holdpoint.model.text.Headline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Many requests of one agent as one message that counts. None of them is shown in full, so none can
 * be decided from it.
 */
final class Burst {

  /** Requests that are named; the others are counted. */
  static final int NAMED = 20;

  private Burst() {}

  static Content of(RequestDetail first, List<RequestSummary> others, String link) {
    List<RequestSummary> all = new ArrayList<>();
    all.add(first.summary());
    all.addAll(others);
    long waiting = all.stream().filter(s -> !s.status().isFinal()).count();
    String agent = first.summary().agent().value();
    String head =
        waiting == 0
            ? "All " + all.size() + " actions of " + agent + " are decided"
            : "\u270B " + waiting + " actions of " + agent + " wait for approval";
    List<Object> blocks = new ArrayList<>();
    blocks.add(Blocks.header(head));
    List<Map<String, Object>> lines = new ArrayList<>();
    all.stream()
        .limit(NAMED)
        .forEach(
            s ->
                lines.add(
                    line(
                        text(RequestMessage.mark(s.status()) + ": "),
                        link(
                            Blocks.clip(Headline.of(s.tool(), s.target()).toString(), 100),
                            addressOf(s, first, link)))));
    List<Map<String, Object>> parts = new ArrayList<>();
    parts.add(
        line(
            text(
                all.size()
                    + " came within a short time, so they are one message. Each is decided on its"
                    + " own page, where it is shown in full.")));
    parts.add(Blocks.bullets(lines));
    if (all.size() > NAMED) {
      parts.add(line(text("and " + (all.size() - NAMED) + " more")));
    }
    blocks.add(Blocks.rich(parts));
    blocks.add(Blocks.context("First of them: request " + first.id()));
    blocks.add(
        Blocks.actions(
            "hp_" + first.id(),
            List.of(Blocks.linkButton(RequestMessage.CONSOLE, "Open in the console", link))));
    return Content.of(head, blocks);
  }

  /** The link ends with the id of the first. */
  private static String addressOf(RequestSummary s, RequestDetail first, String link) {
    return link.replace(first.id().toString(), s.id().toString());
  }
}
