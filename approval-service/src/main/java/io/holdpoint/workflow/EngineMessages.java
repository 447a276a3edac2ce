package io.holdpoint.workflow;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientStatusException;
import io.grpc.Status;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.process.Processes;
import io.holdpoint.platform.LedgerTime;
import io.holdpoint.request.Ledger;
import io.holdpoint.request.Outbox;
import io.holdpoint.request.RequestRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.springframework.stereotype.Component;

/** What the engine is told, as its messages. Nothing of what an agent wrote is in them. */
@Component
class EngineMessages {

  /**
   * Only to cover the relay's own repetitions: a start message that is still buffered when its
   * instance ends would start another.
   */
  private static final Duration START_KEPT = Duration.ofSeconds(10);

  /** Until the process is ready to hear it, with workers that may be behind. */
  private static final Duration KEPT = Duration.ofHours(1);

  private final Ledger ledger;
  private final LedgerTime time;

  EngineMessages(Ledger ledger, LedgerTime time) {
    this.ledger = ledger;
    this.time = time;
  }

  /** Completes when the engine has it, from now or from before. */
  CompletableFuture<Void> send(CamundaClient client, Outbox.Message message) {
    return switch (message.kind()) {
      case START -> start(client, message.request());
      case TURN_OVER ->
          publish(
              client,
              Processes.TURN_OVER_MESSAGE,
              message.request(),
              "turn-" + message.id(),
              KEPT,
              Map.of());
      case VERDICT -> verdict(client, message.request(), "first");
    };
  }

  /**
   * @param which tells repetitions on purpose from repetitions by accident
   */
  CompletableFuture<Void> verdict(CamundaClient client, RequestId request, String which) {
    return publish(client, Processes.VERDICT_MESSAGE, request, "verdict-" + which, KEPT, Map.of());
  }

  private CompletableFuture<Void> start(CamundaClient client, RequestId id) {
    Optional<RequestRecord> found = ledger.find(id);
    if (found.isEmpty() || found.get().demand().isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    RequestRecord request = found.get();
    Map<String, Object> variables = new HashMap<>(ProcessTimers.of(request, time.now()));
    variables.put(Processes.REQUEST_ID, id.toString());
    return publish(
        client,
        request.demand().orElseThrow().process() + Processes.START_MESSAGE_SUFFIX,
        id,
        id.toString(),
        START_KEPT,
        variables);
  }

  private static CompletableFuture<Void> publish(
      CamundaClient client,
      String name,
      RequestId request,
      String messageId,
      Duration kept,
      Map<String, Object> variables) {
    return client
        .newPublishMessageCommand()
        .messageName(name)
        .correlationKey(request.toString())
        .messageId(messageId)
        .timeToLive(kept)
        .variables(variables)
        .send()
        .toCompletableFuture()
        .handle(
            (ok, error) -> {
              if (error != null && !alreadyThere(error)) {
                throw new CompletionException(error);
              }
              return null;
            });
  }

  private static boolean alreadyThere(Throwable error) {
    Throwable cause = error instanceof CompletionException ? error.getCause() : error;
    return cause instanceof ClientStatusException status
        && status.getStatusCode() == Status.Code.ALREADY_EXISTS;
  }
}
