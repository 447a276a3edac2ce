package io.holdpoint.policy;

/** The whole text of a policy document, shared by all its nodes; never changed after it is read. */
public final class SourceText {

  private final int[] codePoints;

  SourceText(String text) {
    this.codePoints = text.codePoints().toArray();
  }

  int length() {
    return codePoints.length;
  }

  int at(int index) {
    return codePoints[index];
  }
}
