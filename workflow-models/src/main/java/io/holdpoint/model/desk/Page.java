package io.holdpoint.model.desk;

import java.util.List;
import java.util.Optional;

/**
 * A page of a list, newest first. {@code next} is the cursor of the page after it, empty on the
 * last one.
 */
public record Page<T>(List<T> items, Optional<String> next) {

  public Page {
    items = List.copyOf(items);
  }
}
