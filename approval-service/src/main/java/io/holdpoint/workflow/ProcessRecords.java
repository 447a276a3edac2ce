package io.holdpoint.workflow;

import io.holdpoint.model.RequestId;
import io.holdpoint.model.desk.ProcessProgress;
import java.util.Optional;

/**
 * What our own jobs have seen of a request's process: the engine has no query API without a search
 * store.
 */
public interface ProcessRecords {

  Optional<ProcessProgress> of(RequestId id);
}
