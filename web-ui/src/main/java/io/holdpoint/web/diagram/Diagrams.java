package io.holdpoint.web.diagram;

import io.holdpoint.model.desk.ProcessProgress;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Draws a request's process. A model that cannot be drawn costs the picture, never the page. */
@Component
public class Diagrams {

  private static final Logger log = LoggerFactory.getLogger(Diagrams.class);

  /** The process with its token and its steps; empty when the model has no usable diagram. */
  public Optional<Diagram> draw(String bpmn, ProcessProgress progress) {
    Set<String> done =
        progress.steps().stream().map(ProcessProgress.Step::element).collect(Collectors.toSet());
    try {
      return BpmnReader.read(bpmn, progress.activeElements(), done);
    } catch (UnreadableModelException e) {
      log.warn("Process {} is shown without its diagram: {}", progress.process(), e.getMessage());
      return Optional.empty();
    }
  }
}
