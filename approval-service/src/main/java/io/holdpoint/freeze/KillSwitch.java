package io.holdpoint.freeze;

import io.holdpoint.identity.Directory;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.BadCursorException;
import io.holdpoint.model.desk.FreezeDesk;
import io.holdpoint.model.desk.NotAllowedException;
import io.holdpoint.model.desk.Page;
import io.holdpoint.platform.SafeText;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Where people freeze and thaw. */
@Component
class KillSwitch implements FreezeDesk {

  /** The last freeze of a page, and whether it stood among those in force. */
  private static final Pattern CURSOR = Pattern.compile("(on|over)-([1-9][0-9]{0,17})");

  private final FreezeStore store;
  private final Freezing freezing;
  private final Directory directory;

  KillSwitch(FreezeStore store, Freezing freezing, Directory directory) {
    this.store = store;
    this.freezing = freezing;
    this.directory = directory;
  }

  @Override
  public List<FreezeView> inForce() {
    return store.inForce().freezes().stream().map(Freeze::view).toList();
  }

  @Override
  public Page<FreezeView> freezes(PersonId reader, Optional<String> after, int limit) {
    if (directory
        .person(reader)
        .filter(person -> person.is(Role.ADMIN) || person.is(Role.AUDITOR))
        .isEmpty()) {
      throw new NotAllowedException("Only administrators and auditors may see all freezes.");
    }
    if (limit < 1 || limit > MOST_LISTED) {
      throw new BadCursorException("limit: expected 1 to " + MOST_LISTED + ", was " + limit);
    }
    boolean on = after.isEmpty() || after.get().startsWith("on-");
    long before = after.map(KillSwitch::before).orElse(Long.MAX_VALUE);
    var found = store.list(on, before, limit + 1);
    var shown = found.size() > limit ? found.subList(0, limit) : found;
    return new Page<>(
        shown.stream().map(Freeze::view).toList(),
        found.size() > limit ? Optional.of(cursor(shown.getLast())) : Optional.empty());
  }

  private static long before(String text) {
    var cursor = CURSOR.matcher(text);
    if (!cursor.matches()) {
      throw new BadCursorException(
          "after: " + SafeText.quote(text) + "; expected the next of an earlier page");
    }
    return Long.parseLong(cursor.group(2));
  }

  private static String cursor(Freeze last) {
    return (last.thawed().isEmpty() ? "on-" : "over-") + last.number();
  }

  @Override
  public FreezeView freeze(PersonId by, NewFreeze freeze) {
    return freezing.freeze(by, freeze).view();
  }

  @Override
  public FreezeView thaw(PersonId by, String id) {
    return freezing.thaw(by, id).view();
  }
}
