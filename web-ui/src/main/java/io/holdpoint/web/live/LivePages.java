package io.holdpoint.web.live;

import io.holdpoint.model.RequestId;
import io.holdpoint.model.desk.NoSuchRequestException;
import io.holdpoint.model.desk.ReviewDesk;
import io.holdpoint.model.desk.SignedIn;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Predicate;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The streams to which open pages listen. */
@Controller
class LivePages {

  private final LiveConnections connections;
  private final ReviewDesk desk;

  LivePages(LiveConnections connections, @Lazy ReviewDesk desk) {
    this.connections = connections;
    this.desk = desk;
  }

  /** Any request changed. */
  @GetMapping("/events")
  ResponseEntity<SseEmitter> any(
      @AuthenticationPrincipal SignedIn me,
      @RequestParam(defaultValue = "0") long since,
      HttpServletResponse response) {
    return stream(me, since, id -> true, response);
  }

  /** One request changed; only for those who may see it. */
  @GetMapping("/requests/{id}/events")
  ResponseEntity<SseEmitter> one(
      @AuthenticationPrincipal SignedIn me,
      @PathVariable String id,
      @RequestParam(defaultValue = "0") long since,
      HttpServletResponse response) {
    RequestId request = RequestId.parse(id).orElseThrow(NoSuchRequestException::new);
    desk.open(me.personId(), request);
    return stream(me, since, request::equals, response);
  }

  /** A 204 tells the browser not to come again. */
  private ResponseEntity<SseEmitter> stream(
      SignedIn me, long since, Predicate<RequestId> concerns, HttpServletResponse response) {
    response.setHeader("X-Accel-Buffering", "no"); // a proxy that buffers would hold events back
    return connections
        .connect(me.personId(), since, concerns)
        .map(ResponseEntity::ok)
        .orElseGet(() -> ResponseEntity.status(HttpStatus.NO_CONTENT).build());
  }
}
