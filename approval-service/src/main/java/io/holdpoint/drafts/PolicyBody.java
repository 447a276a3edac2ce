package io.holdpoint.drafts;

import io.holdpoint.policy.PolicyJson;

/**
 * A policy document as a call carried it.
 *
 * @param yaml the document
 * @param sent the text of which lines and columns are told: JSON is, nearly always, YAML as well
 */
record PolicyBody(String yaml, String sent) {

  static PolicyBody yaml(String text) {
    return new PolicyBody(text, text);
  }

  /**
   * @throws io.holdpoint.platform.ProblemException it is not JSON
   */
  static PolicyBody json(String text) {
    return new PolicyBody(
        PolicyJson.yaml(text)
            .orElseThrow(
                () ->
                    DraftBodies.malformed(
                        "The body is not a JSON object, or a name occurs twice in it.")),
        text);
  }
}
