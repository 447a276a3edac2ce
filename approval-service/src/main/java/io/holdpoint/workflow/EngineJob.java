package io.holdpoint.workflow;

import java.util.Map;

/**
 * A job as the engine hands it over.
 *
 * @param requestId the process variable, whatever it holds
 * @param retries how many tries are left, this one included
 */
record EngineJob(
    String type,
    long key,
    long processInstance,
    String process,
    int version,
    String element,
    Map<String, String> headers,
    String requestId,
    int retries) {}
