package io.holdpoint;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The one deployable: boots the service with the console and the notifiers on its class path. */
@SpringBootApplication
public class HoldpointApplication {

  public static void main(String[] args) {
    SpringApplication.run(HoldpointApplication.class, args);
  }
}
