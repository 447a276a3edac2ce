package io.holdpoint.workflow;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ActivatedJob;
import io.camunda.client.api.worker.JobClient;
import io.camunda.client.api.worker.JobWorker;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.process.Processes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;

/** Takes the engine's jobs, lets {@link ApprovalJobs} do them, and tells the engine. */
@Component
class ApprovalWorkers {

  private static final Logger log = LoggerFactory.getLogger(ApprovalWorkers.class);

  // Short: a job that was pushed to a stream and got stuck is ours again after this long.
  private static final Duration JOB_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration POLL_EVERY = Duration.ofSeconds(1);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(3);

  private static final List<String> TYPES =
      List.of(
          Processes.NOTIFY,
          Processes.REMIND,
          Processes.ESCALATE,
          Processes.EXPIRE,
          Processes.ANNOUNCE);

  private final ApprovalJobs jobs;
  private final List<JobWorker> open = new ArrayList<>();

  ApprovalWorkers(ApprovalJobs jobs) {
    this.jobs = jobs;
  }

  /** Opens the workers, once per client: they find back to an engine that returns. */
  synchronized void open(CamundaClient client) {
    if (!open.isEmpty()) {
      return;
    }
    for (String type : TYPES) {
      open.add(
          client
              .newWorker()
              .jobType(type)
              .handler(this::handle)
              .timeout(JOB_TIMEOUT)
              .pollInterval(POLL_EVERY)
              .streamEnabled(true)
              .fetchVariables(Processes.REQUEST_ID)
              .open());
    }
  }

  synchronized void close() {
    open.forEach(JobWorker::close);
    open.clear();
  }

  private void handle(JobClient client, ActivatedJob job) {
    EngineJob ours =
        new EngineJob(
            job.getType(),
            job.getKey(),
            job.getProcessInstanceKey(),
            job.getBpmnProcessId(),
            job.getProcessDefinitionVersion(),
            job.getElementId(),
            job.getCustomHeaders(),
            Objects.toString(job.getVariablesAsMap().get(Processes.REQUEST_ID), ""),
            job.getRetries());
    MDC.put("request", safe(ours.requestId()));
    try {
      answer(client, ours, outcome(ours));
    } finally {
      MDC.remove("request");
    }
  }

  private JobResult outcome(EngineJob job) {
    try {
      return jobs.handle(job);
    } catch (RuntimeException e) {
      log.warn("A job of type {} failed and is tried again", job.type(), e);
      return new JobResult.TryAgain(
          ApprovalJobs.jittered(AFTER_FAILURE), false, e.getClass().getSimpleName());
    }
  }

  private static void answer(JobClient client, EngineJob job, JobResult result) {
    switch (result) {
      case JobResult.Done(Map<String, Object> variables, String what) ->
          client
              .newCompleteCommand(job.key())
              .variables(variables)
              .send()
              .whenComplete((done, error) -> logLost(job, error));
      case JobResult.TryAgain(Duration after, boolean usesUpATry, String why) ->
          client
              .newFailCommand(job.key())
              .retries(usesUpATry ? job.retries() - 1 : job.retries())
              .retryBackoff(after)
              .errorMessage(why)
              .send()
              .whenComplete((done, error) -> logLost(job, error));
    }
  }

  /** The engine gives the job out again, or had ended its process: nothing to be done here. */
  private static void logLost(EngineJob job, @Nullable Throwable error) {
    if (error != null) {
      log.debug("The engine did not take the answer to a job of type {}", job.type(), error);
    }
  }

  private static String safe(String requestId) {
    return RequestId.parse(requestId).map(RequestId::toString).orElse("-");
  }
}
