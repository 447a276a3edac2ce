package io.holdpoint.policy;

import io.holdpoint.model.desk.BadCursorException;
import io.holdpoint.model.desk.Page;
import io.holdpoint.platform.ProblemException;
import io.holdpoint.platform.Problems;
import io.holdpoint.policy.PolicyVersions.Version;
import io.holdpoint.policy.PublishedPolicy.InForce;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The published policy over HTTP, for people of any role; read only. */
@RestController
@RequestMapping("/v1/policy")
@Tag(name = "Policy", description = "The policy in force, its earlier versions and its draft")
class PolicyController {

  /**
   * A published policy as JSON.
   *
   * @param policy the document, with the keys that it has in YAML; null for a version with what is
   *     a fault today, which then stands in the findings
   */
  record PolicyAnswer(
      int version,
      Instant publishedAt,
      String publishedBy,
      String note,
      @Nullable Map<String, Object> policy,
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

  /** What changed between two versions. */
  record DiffAnswer(int from, int to, ChangeAnswer change) {}

  private final PublishedPolicy policy;
  private final PublishedPolicyDesk desk;
  private final PolicyVersions versions;
  private final PolicyLoader loader;

  PolicyController(
      PublishedPolicy policy,
      PublishedPolicyDesk desk,
      PolicyVersions versions,
      PolicyLoader loader) {
    this.policy = policy;
    this.desk = desk;
    this.versions = versions;
    this.loader = loader;
  }

  @GetMapping(produces = MediaType.APPLICATION_YAML_VALUE)
  ResponseEntity<String> yaml() {
    return yaml(policy.get().version());
  }

  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<PolicyAnswer> json() {
    InForce inForce = policy.get();
    return json(
        inForce.version(), DocumentJson.of(inForce.policy().document()), desk.findings(inForce));
  }

  @GetMapping(path = "/versions", produces = MediaType.APPLICATION_JSON_VALUE)
  Page<VersionAnswer> versions(
      @RequestParam Optional<String> after, @RequestParam Optional<String> limit) {
    Page<Version> page = desk.page(after, limit.map(text -> number("limit", text)).orElse(50));
    return new Page<>(page.items().stream().map(VersionAnswer::new).toList(), page.next());
  }

  @GetMapping(path = "/versions/{version}", produces = MediaType.APPLICATION_YAML_VALUE)
  ResponseEntity<String> yaml(@PathVariable String version) {
    return yaml(published(version));
  }

  @GetMapping(path = "/versions/{version}", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<PolicyAnswer> json(@PathVariable String version) {
    Version found = published(version);
    Compilation compilation = loader.load(found);
    return json(
        found,
        compilation instanceof Compilation.Compiled(var compiled)
            ? DocumentJson.of(compiled.document())
            : null,
        desk.view(found, compilation).findings());
  }

  /** From the version before it, or from the one that is named. */
  @GetMapping(path = "/versions/{version}/diff", produces = MediaType.APPLICATION_JSON_VALUE)
  DiffAnswer diff(@PathVariable String version, @RequestParam Optional<String> from) {
    int to = published(version).version();
    int start = from.map(text -> number("from", text)).orElse(Math.max(1, to - 1));
    return new DiffAnswer(start, to, ChangeAnswer.of(desk.between(start, to)));
  }

  private Version published(String version) {
    return Optional.of(version)
        .filter(text -> text.matches("[1-9][0-9]{0,8}"))
        .flatMap(text -> versions.find(Integer.parseInt(text)))
        .orElseThrow(() -> new ProblemException(Problems.notFound()));
  }

  private static ResponseEntity<String> yaml(Version version) {
    return ResponseEntity.ok()
        .eTag(tag(version))
        .header("Vary", "Accept")
        .contentType(new MediaType(MediaType.APPLICATION_YAML, StandardCharsets.UTF_8))
        .body(version.document());
  }

  private static ResponseEntity<PolicyAnswer> json(
      Version version, @Nullable Map<String, Object> document, List<String> findings) {
    return ResponseEntity.ok()
        .eTag(tag(version))
        .header("Vary", "Accept")
        .body(
            new PolicyAnswer(
                version.version(),
                version.publishedAt(),
                version.publishedBy(),
                version.note(),
                document,
                findings));
  }

  /** The version alone: a new one means another document in either form. */
  private static String tag(Version version) {
    return "\"" + version.version() + "\"";
  }

  private static int number(String parameter, String text) {
    if (text.matches("[0-9]{1,9}")) {
      return Integer.parseInt(text);
    }
    throw new BadCursorException(parameter + ": expected a whole number from 1");
  }
}
