package io.holdpoint.request.posted;

import io.holdpoint.platform.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;

/** The faults found in one body, in the order of finding; only so many are kept. */
public final class Faults {

  private final List<FieldError> found = new ArrayList<>();

  void add(String pointer, String detail) {
    if (found.size() < Limits.FAULTS) {
      found.add(new FieldError(pointer, detail));
    }
  }

  boolean any() {
    return !found.isEmpty();
  }

  List<FieldError> list() {
    return List.copyOf(found);
  }
}
