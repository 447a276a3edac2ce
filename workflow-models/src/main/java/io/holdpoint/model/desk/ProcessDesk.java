package io.holdpoint.model.desk;

import io.holdpoint.model.PersonId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Processes of one's own: how approvals are sought, never how many are needed. Admins keep them;
 * every change is audited.
 */
public interface ProcessDesk {

  /** Bytes of a model in UTF-8. */
  int MAX_BYTES = 256 * 1024;

  /** Processes of one's own at the same time. */
  int MAX_PROCESSES = 50;

  /**
   * All that are not removed, by name.
   *
   * @throws NotAllowedException {@code by} is no admin
   */
  List<OwnProcess> list(PersonId by);

  /** The newest version of one that is not removed. */
  Optional<OwnProcess> find(PersonId by, String name);

  /**
   * Checks a model and tells everything that is wrong with it; changes nothing.
   *
   * @return empty when it may be deployed
   */
  List<Fault> check(PersonId by, byte[] model);

  /**
   * Stores a new version under the id that stands in the model, and gives it to the engine, now or
   * as soon as it is there. What runs already goes on in the version that it began with.
   *
   * @throws FaultyModelException with every fault; nothing has changed
   * @throws ProcessRefusedException there are too many, or it is in use and another admin would
   *     have to agree
   */
  OwnProcess deploy(PersonId by, byte[] model);

  /**
   * Removes all versions.
   *
   * @throws ProcessRefusedException the published policy or a request that waits uses it
   */
  void remove(PersonId by, String name);

  /**
   * @param name the id of the process in its model
   * @param version from 1
   * @param usedBy the tiers of the published policy that name it
   * @param waiting how many requests wait in it
   * @param model the BPMN XML
   */
  record OwnProcess(
      String name,
      String title,
      int version,
      PersonId deployedBy,
      Instant deployedAt,
      List<String> usedBy,
      long waiting,
      String model) {

    public OwnProcess {
      usedBy = List.copyOf(usedBy);
    }
  }

  /**
   * One thing that is wrong with a model.
   *
   * @param element the id of the element, or its kind where it has none
   * @param found what stands there
   * @param expected what was expected
   */
  record Fault(String element, String found, String expected) {

    @Override
    public String toString() {
      return element + ": " + found + " (expected " + expected + ")";
    }
  }

  /** The model does not keep the rules. */
  final class FaultyModelException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    public FaultyModelException(List<Fault> faults) {
      super("the model has " + faults.size() + " faults");
      this.faults = List.copyOf(faults);
    }

    public List<Fault> faults() {
      return faults;
    }
  }

  /** It may not be done now; the message is a sentence for the admin. */
  final class ProcessRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ProcessRefusedException(String message) {
      super(message);
    }
  }
}
