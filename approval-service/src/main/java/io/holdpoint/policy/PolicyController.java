package io.holdpoint.policy;

import io.holdpoint.model.desk.BadCursorException;
import io.holdpoint.model.desk.Page;
import io.holdpoint.policy.PolicyVersions.Version;
import io.holdpoint.policy.PublishedPolicy.InForce;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The policy over HTTP, for people of any role; read only. */
@RestController
@RequestMapping("/v1/policy")
@Tag(name = "Policy", description = "The policy in force and its earlier versions, for people")
class PolicyController {

  private static final int MOST = 200;

  /**
   * The policy in force as JSON.
   *
   * @param policy the document, with the keys that it has in YAML
   */
  record PolicyAnswer(
      int version,
      Instant publishedAt,
      String publishedBy,
      String note,
      Map<String, Object> policy,
      List<String> findings) {}

  /** One published version, without its document. */
  record VersionAnswer(
      int version, Instant publishedAt, String publishedBy, String note, String digest) {

    VersionAnswer(Version version) {
      this(
          version.version(),
          version.publishedAt(),
          version.publishedBy(),
          version.note(),
          version.digest());
    }
  }

  private final PublishedPolicy policy;
  private final PublishedPolicyDesk desk;
  private final PolicyVersions versions;

  PolicyController(PublishedPolicy policy, PublishedPolicyDesk desk, PolicyVersions versions) {
    this.policy = policy;
    this.desk = desk;
    this.versions = versions;
  }

  @Operation(summary = "The policy in force, to the letter as YAML, or with its findings as JSON")
  @GetMapping(produces = MediaType.APPLICATION_YAML_VALUE)
  ResponseEntity<String> yaml() {
    Version version = policy.get().version();
    return ResponseEntity.ok()
        .eTag(tag(version))
        .header("Vary", "Accept")
        .contentType(new MediaType(MediaType.APPLICATION_YAML, StandardCharsets.UTF_8))
        .body(version.document());
  }

  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<PolicyAnswer> json() {
    InForce inForce = policy.get();
    Version version = inForce.version();
    return ResponseEntity.ok()
        .eTag(tag(version))
        .header("Vary", "Accept")
        .body(
            new PolicyAnswer(
                version.version(),
                version.publishedAt(),
                version.publishedBy(),
                version.note(),
                DocumentJson.of(inForce.policy().document()),
                desk.findings(inForce)));
  }

  @Operation(summary = "Every published version, newest first")
  @GetMapping(path = "/versions", produces = MediaType.APPLICATION_JSON_VALUE)
  Page<VersionAnswer> versions(
      @RequestParam Optional<String> after, @RequestParam Optional<String> limit) {
    int before =
        after.map(text -> number("after", text, Integer.MAX_VALUE)).orElse(Integer.MAX_VALUE);
    int most = limit.map(text -> number("limit", text, MOST)).orElse(50);
    List<Version> found = versions.list(before, most + 1);
    boolean more = found.size() > most;
    List<Version> shown = more ? found.subList(0, most) : found;
    return new Page<>(
        shown.stream().map(VersionAnswer::new).toList(),
        more ? Optional.of(String.valueOf(shown.getLast().version())) : Optional.empty());
  }

  /** The version alone: a new one means another document in either form. */
  private static String tag(Version version) {
    return "\"" + version.version() + "\"";
  }

  private static int number(String parameter, String text, int max) {
    if (text.matches("[0-9]{1,10}")) {
      long value = Long.parseLong(text);
      if (value >= 1 && value <= max) {
        return (int) value;
      }
    }
    throw new BadCursorException(
        parameter
            + ": expected a whole number, 1 to "
            + max
            + (parameter.equals("after") ? ", as given in next" : ""));
  }
}
