package io.holdpoint.model;

/** So many distinct people of one group. */
public record ApprovalSlot(String group, int count) {

  public ApprovalSlot {
    if (count < 1) {
      throw new IllegalArgumentException("count: expected 1 or more, was " + count);
    }
  }
}
