package io.holdpoint.web;

import io.holdpoint.model.desk.BadInputException;
import org.springframework.ui.Model;

/** One field of a form that could not be taken, and why; shown at the field. */
public record Fault(String field, String message) {

  /** Puts the fault where the form's template looks for it. */
  public static void show(BadInputException e, Model model) {
    model.addAttribute("fault", new Fault(e.field(), String.valueOf(e.getMessage())));
  }
}
