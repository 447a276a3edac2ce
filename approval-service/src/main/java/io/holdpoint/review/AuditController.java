package io.holdpoint.review;

import io.holdpoint.audit.AuditExports;
import io.holdpoint.model.desk.AuditLog;
import io.holdpoint.model.desk.AuditLog.AuditEntry;
import io.holdpoint.model.desk.AuditLog.Sealed;
import io.holdpoint.model.desk.BadCursorException;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.platform.SafeText;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.util.MultiValueMap;
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
  private final AuditDesk desk;
  private final JsonMapper json = JsonMapper.builder().build();

  AuditController(AuditDesk desk) {
    this.audit = desk;
    this.desk = desk;
  }

  /** Everything, or what meets the filter; {@link AuditParameters} reads it. */
  @GetMapping(path = "/v1/audit", produces = MediaType.APPLICATION_NDJSON_VALUE)
  ResponseEntity<String> audit(
      @AuthenticationPrincipal SignedIn reader,
      @RequestParam MultiValueMap<String, String> parameters) {
    var filter = AuditParameters.filter(parameters);
    Optional<String> after = AuditParameters.one(parameters, "after");
    int limit =
        AuditParameters.one(parameters, "limit").map(AuditController::count).orElse(DEFAULT_LIMIT);
    String lines =
        filter.isAll()
            ? audit.latest(reader.personId(), after, limit).items().stream()
                .map(entry -> json.writeValueAsString(fields(entry)) + "\n")
                .collect(Collectors.joining())
            : audit.search(reader.personId(), filter, after, limit).items().stream()
                .map(this::line)
                .collect(Collectors.joining());
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_NDJSON).body(lines);
  }

  /** A part of the chain as CloudEvents, signed; {@code tools/verify-audit} verifies it. */
  @GetMapping(path = "/v1/audit/export", produces = MediaType.APPLICATION_NDJSON_VALUE)
  void export(
      @AuthenticationPrincipal SignedIn reader,
      @RequestParam MultiValueMap<String, String> parameters,
      HttpServletResponse response)
      throws IOException {
    AuditExports.Prepared export = desk.export(reader.personId(), AuditParameters.part(parameters));
    response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
    response.setCharacterEncoding(StandardCharsets.UTF_8);
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        "attachment; filename=\"audit-%d-%d.ndjson\""
            .formatted(export.export().from(), export.export().to()));
    desk.write(
        export,
        new BufferedWriter(
            new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8)));
  }

  /** The public key that the record is verified with. */
  @GetMapping(path = "/v1/audit/key", produces = "application/x-pem-file")
  String key(@AuthenticationPrincipal SignedIn reader) {
    return desk.publicKey(reader.personId());
  }

  private static int count(String text) {
    if (!text.matches("[0-9]{1,4}")) {
      throw new BadCursorException("limit: " + SafeText.quote(text) + ", expected 1 to 1000");
    }
    return Integer.parseInt(text);
  }

  private String line(Sealed sealed) {
    var line = fields(sealed.entry());
    line.put("place", sealed.place());
    line.put("hash", sealed.hash());
    sealed.agent().ifPresent(agent -> line.put("agent", agent));
    sealed.task().filter(task -> !task.isEmpty()).ifPresent(task -> line.put("task", task));
    sealed.tool().ifPresent(tool -> line.put("tool", tool));
    return json.writeValueAsString(line) + "\n";
  }

  private static Map<String, Object> fields(AuditEntry entry) {
    var line = new LinkedHashMap<String, Object>();
    line.put("sequence", entry.sequence());
    line.put("at", entry.at().toString());
    line.put("event", entry.event());
    line.put("actor", entry.actor());
    entry.request().ifPresent(id -> line.put("request", id.toString()));
    line.put("data", Map.copyOf(entry.data()));
    return line;
  }
}
