package io.holdpoint.review;

import io.holdpoint.model.desk.AuditLog;
import io.holdpoint.model.desk.AuditLog.AuditEntry;
import io.holdpoint.model.desk.BadCursorException;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.platform.SafeText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * The audit record for programs: one JSON object per line, newest first. The sequence of the last
 * line is the cursor of the next page; an empty page is the end.
 */
@RestController
class AuditController {

  private static final int DEFAULT_LIMIT = 200;

  private final AuditLog audit;
  private final JsonMapper json = JsonMapper.builder().build();

  AuditController(AuditLog audit) {
    this.audit = audit;
  }

  /**
   * @param after the sequence of an entry: older ones follow
   * @param limit 1 to 1000, by default 200
   */
  @GetMapping(path = "/v1/audit", produces = MediaType.APPLICATION_NDJSON_VALUE)
  ResponseEntity<String> audit(
      @AuthenticationPrincipal SignedIn reader,
      @RequestParam Optional<String> after,
      @RequestParam Optional<String> limit) {
    var page =
        audit.latest(
            reader.personId(), after, limit.map(AuditController::count).orElse(DEFAULT_LIMIT));
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_NDJSON)
        .body(page.items().stream().map(this::line).collect(Collectors.joining()));
  }

  private static int count(String text) {
    if (!text.matches("[0-9]{1,4}")) {
      throw new BadCursorException("limit: " + SafeText.quote(text) + ", expected 1 to 1000");
    }
    return Integer.parseInt(text);
  }

  private String line(AuditEntry entry) {
    var line = new LinkedHashMap<String, Object>();
    line.put("sequence", entry.sequence());
    line.put("at", entry.at().toString());
    line.put("event", entry.event());
    line.put("actor", entry.actor());
    entry.request().ifPresent(id -> line.put("request", id.toString()));
    line.put("data", Map.copyOf(entry.data()));
    return json.writeValueAsString(line) + "\n";
  }
}
