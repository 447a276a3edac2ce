package io.holdpoint.policy;

/** A condition as it stands in the document, able to say where each of its characters stands. */
record ConditionText(String text, YamlNode.Scalar source) {}
