package io.holdpoint.model;

/**
 * What an agent asks leave to do: exactly as it was posted, nothing added. The digest is computed
 * over it together with the agent and the task.
 *
 * @param digest {@code sha256:} and 64 hexadecimal digits, see docs/digest.md
 */
public record Action(
    String tool, CanonicalJson arguments, CanonicalJson target, Target named, String digest) {}
