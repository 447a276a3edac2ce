package io.holdpoint.model;

import java.util.List;

/**
 * What an agent asks leave to do: as it was posted, nothing added, but with {@code [masked …]} in
 * the place of each secret. The digest is computed over the original, together with the agent and
 * the task.
 *
 * @param digest {@code sha256:} and 64 hexadecimal digits, see docs/digest.md
 * @param masked where something is masked, as JSON pointers into the request's body such as {@code
 *     /action/arguments/password}: the first hundred of them, empty where all is as posted
 */
public record Action(
    String tool,
    CanonicalJson arguments,
    CanonicalJson target,
    Target named,
    String digest,
    List<String> masked) {

  public Action {
    masked = List.copyOf(masked);
  }

  /** An action in which nothing is masked. */
  public Action(
      String tool, CanonicalJson arguments, CanonicalJson target, Target named, String digest) {
    this(tool, arguments, target, named, digest, List.of());
  }
}
