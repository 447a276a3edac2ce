package io.holdpoint.web.policy;

import io.holdpoint.model.desk.DraftDesk.Mark;
import io.holdpoint.model.desk.DraftDesk.PolicyFaultsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The faults of a document beside the form that would have brought them in: those that name one of
 * the form's fields stand at it, the rest above.
 *
 * @param rest what no field of the form is to blame for
 */
public record Faults(List<Mark> all, Map<String, List<Mark>> byField, List<Mark> rest) {

  /**
   * @param fields the keys of the form's part, as the faults' messages begin with them
   */
  static Faults of(PolicyFaultsException e, String name, List<String> fields) {
    var byField = new TreeMap<String, List<Mark>>();
    var rest = new ArrayList<Mark>();
    for (Mark mark : e.faults()) {
      String field = field(mark, fields);
      if (!field.isEmpty() && mark.where().contains(name)) {
        byField.computeIfAbsent(field, f -> new ArrayList<>()).add(mark);
      } else {
        rest.add(mark);
      }
    }
    return new Faults(List.copyOf(e.faults()), byField, rest);
  }

  private static String field(Mark mark, List<String> fields) {
    for (String field : fields) {
      if (mark.message().startsWith(field)
          && mark.message().length() > field.length()
          && !Character.isLetter(mark.message().charAt(field.length()))) {
        return field;
      }
    }
    return "";
  }

  public List<Mark> at(String field) {
    return byField.getOrDefault(field, List.of());
  }
}
