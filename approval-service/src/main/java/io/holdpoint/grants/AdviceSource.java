package io.holdpoint.grants;

import io.holdpoint.model.desk.GrantDesk.Advice;
import java.util.List;

/** What history advises, the most useful first. Asks the database; quick enough for a page. */
public interface AdviceSource {

  List<Advice> advice();
}
