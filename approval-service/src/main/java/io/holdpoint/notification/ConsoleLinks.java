package io.holdpoint.notification;

import io.holdpoint.model.RequestId;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Where people find a request in the console. */
@Component
class ConsoleLinks {

  private final String base;

  ConsoleLinks(
      @Value("${holdpoint.public-url:}") String publicUrl, @Value("${server.port:8080}") int port) {
    String given = publicUrl.strip();
    this.base =
        given.isEmpty()
            ? "http://localhost:" + port
            : given.endsWith("/") ? given.substring(0, given.length() - 1) : given;
  }

  String of(RequestId request) {
    return base + "/requests/" + request;
  }
}
