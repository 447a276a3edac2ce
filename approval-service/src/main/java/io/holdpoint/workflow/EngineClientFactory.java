package io.holdpoint.workflow;

import io.camunda.client.CamundaClient;
import io.camunda.client.CamundaClientBuilder;
import java.net.URI;
import java.time.Duration;

/**
 * Makes clients of the engine. gRPC only: it is what every version from 8.5 on speaks the same way.
 */
final class EngineClientFactory {

  private static final int MAX_JOBS_ACTIVE = 32;

  private final EngineSettings settings;

  EngineClientFactory(EngineSettings settings) {
    this.settings = settings;
  }

  CamundaClient connect(URI address) {
    CamundaClientBuilder builder =
        CamundaClient.newClientBuilder()
            // Environment variables of the client library would override what was validated here.
            .applyEnvironmentVariableOverrides(false)
            .preferRestOverGrpc(false)
            .grpcAddress(address)
            .defaultRequestTimeout(Duration.ofSeconds(10))
            .defaultJobWorkerMaxJobsActive(MAX_JOBS_ACTIVE)
            .numJobWorkerExecutionThreads(4)
            .defaultJobWorkerName("holdpoint")
            .keepAlive(Duration.ofSeconds(30));
    if (settings.restAddress() != null) {
      builder.restAddress(settings.restAddress());
    }
    if (settings.caCertificate() != null) {
      builder.caCertificatePath(settings.caCertificate().toString());
    }
    EngineSettings.OAuth oauth = settings.oauth();
    if (oauth != null) {
      builder.credentialsProvider(new EngineToken(oauth));
    }
    return builder.build();
  }
}
