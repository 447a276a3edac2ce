package io.holdpoint.web;

import io.holdpoint.model.desk.BadInputException;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;

/** One field of a form that could not be taken, and why; shown at the field. */
public record Fault(String field, String message) {

  /** Puts the fault where the form's template looks for it. */
  public static void show(BadInputException e, Model model) {
    model.addAttribute("fault", new Fault(e.field(), String.valueOf(e.getMessage())));
  }

  /** The same, and the answer says that nothing was done. */
  public static void refuse(BadInputException e, Model model, HttpServletResponse response) {
    show(e, model);
    response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
  }

  /**
   * What becomes of a form on the page of one thing.
   *
   * @param page the address of the thing's page, which says {@code done} after the change
   * @param again shows the page with the fault at its field, where the change was refused
   * @return the view
   */
  public static String orDone(
      Runnable change,
      String page,
      String done,
      Supplier<String> again,
      Model model,
      HttpServletResponse response) {
    try {
      change.run();
      return "redirect:" + page + "?done=" + done;
    } catch (BadInputException e) {
      refuse(e, model, response);
      return again.get();
    }
  }
}
