package io.holdpoint.web.admin;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.web.NoSuchPageException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** What was typed, as types; what does not fit is named by its field. */
final class Inputs {

  private Inputs() {}

  static PersonId personId(String field, String typed) {
    try {
      return new PersonId(typed.strip());
    } catch (IllegalArgumentException e) {
      throw new BadInputException(
          field, "Expected 1 to 64 of a-z, 0-9 and . _ @ - with a letter or digit first.");
    }
  }

  static AgentId agentId(String field, String typed) {
    try {
      return new AgentId(typed.strip());
    } catch (IllegalArgumentException e) {
      throw new BadInputException(field, "Expected 1 to 64 of a-z, 0-9 and - only.");
    }
  }

  /** From an address: what is no id names nobody. */
  static PersonId existingPerson(String id) {
    if (!PersonId.FORM.matcher(id).matches()) {
      throw new NoSuchPageException();
    }
    return new PersonId(id);
  }

  /** From an address: what is no id names no agent. */
  static AgentId existingAgent(String id) {
    if (!AgentId.FORM.matcher(id).matches()) {
      throw new NoSuchPageException();
    }
    return new AgentId(id);
  }

  /** Empty for what is blank. */
  static Optional<String> given(String typed) {
    return Optional.of(typed.strip()).filter(text -> !text.isEmpty());
  }

  /** Words parted by commas or blanks. */
  static Set<String> words(String typed) {
    var words = new LinkedHashSet<String>();
    for (String word : typed.split("[,\\s]+")) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }
}
