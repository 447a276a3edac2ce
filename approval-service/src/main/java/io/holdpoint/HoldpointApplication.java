package io.holdpoint;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The one deployable: boots the service with the console and the notifiers on its class path. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class HoldpointApplication {

  public static void main(String[] args) {
    try {
      SpringApplication.run(HoldpointApplication.class, args);
    } catch (RuntimeException | Error e) {
      // The reason was told; what is left of the start must not keep the process.
      System.exit(1);
    }
  }
}
