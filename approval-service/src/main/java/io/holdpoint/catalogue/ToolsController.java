package io.holdpoint.catalogue;

import io.holdpoint.model.CanonicalJson;
import io.holdpoint.model.Reversibility;
import io.holdpoint.model.desk.BadCursorException;
import io.holdpoint.model.desk.CatalogueDesk;
import io.holdpoint.model.desk.CatalogueDesk.SeenTool;
import io.holdpoint.model.desk.CatalogueDesk.Suggestion;
import io.holdpoint.model.desk.Page;
import io.holdpoint.model.desk.SignedIn;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The tools that were seen, over HTTP. */
@RestController
@Tag(name = "Tools", description = "Every tool that was seen, with a suggestion of its class")
class ToolsController {

  private static final int MOST = 200;

  /** One tool. */
  record ToolAnswer(
      String tool,
      long requests,
      long inLogs,
      Set<String> agents,
      @Nullable Instant lastSeen,
      String published,
      String draft,
      Set<String> labels,
      List<Map<String, Object>> examples,
      @Nullable Guess suggestion) {

    static ToolAnswer of(SeenTool tool) {
      return new ToolAnswer(
          tool.name(),
          tool.requests(),
          tool.inLogs(),
          tool.agents(),
          tool.lastSeen().orElse(null),
          tool.published().wire(),
          tool.draft().wire(),
          tool.labels(),
          tool.examples().stream().map(CanonicalJson::text).map(SeenTools::object).toList(),
          tool.suggestion().map(Guess::of).orElse(null));
    }
  }

  /** A guess; {@code reversibility} is null where none is safe. */
  record Guess(@Nullable String reversibility, Set<String> labels, List<String> reasons) {

    static Guess of(Suggestion suggestion) {
      return new Guess(
          suggestion.reversibility().map(Reversibility::wire).orElse(null),
          suggestion.labels(),
          suggestion.reasons());
    }
  }

  private final CatalogueDesk desk;

  ToolsController(CatalogueDesk desk) {
    this.desk = desk;
  }

  @GetMapping(path = "/v1/tools", produces = MediaType.APPLICATION_JSON_VALUE)
  Page<ToolAnswer> tools(
      @AuthenticationPrincipal SignedIn person,
      @RequestParam Optional<String> after,
      @RequestParam Optional<String> limit) {
    int most = limit.map(ToolsController::number).orElse(50);
    List<SeenTool> all = desk.tools(person.personId());
    int from = after.map(name -> 1 + place(name, all)).orElse(0);
    List<SeenTool> shown = all.subList(from, Math.min(all.size(), from + most));
    boolean more = from + shown.size() < all.size();
    return new Page<>(
        shown.stream().map(ToolAnswer::of).toList(),
        more ? Optional.of(shown.getLast().name()) : Optional.empty());
  }

  private static int place(String name, List<SeenTool> all) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).name().equals(name)) {
        return i;
      }
    }
    throw new BadCursorException("after: expected the value of next, a tool that was listed");
  }

  private static int number(String text) {
    if (text.matches("[1-9][0-9]{0,2}") && Integer.parseInt(text) <= MOST) {
      return Integer.parseInt(text);
    }
    throw new BadCursorException("limit: expected a whole number, 1 to " + MOST);
  }
}
