package io.holdpoint.model.process;

import java.util.List;

/** The processes that a tier may name: the delivered ones and those of one's own. */
public interface KnownProcesses {

  /** The delivered first, then one's own by name; asks the database. */
  List<String> names();
}
