package io.holdpoint.web.diagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdpoint.model.process.Processes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BpmnReaderTest {

  static Stream<String> delivered() {
    return Processes.DELIVERED.stream();
  }

  @ParameterizedTest
  @MethodSource("delivered")
  void drawsEveryDeliveredProcess(String process) throws Exception {
    var diagram = BpmnReader.read(model(process), Set.of(), Set.of()).orElseThrow();
    assertThat(diagram.shapes()).hasSizeGreaterThan(5);
    assertThat(diagram.edges()).hasSizeGreaterThan(5).allMatch(e -> e.points().contains(" "));
    assertThat(diagram.width()).isPositive();
    assertThat(diagram.shapes())
        .extracting(Diagram.Shape::kind)
        .contains(Diagram.Kind.START, Diagram.Kind.END);
  }

  @Test
  void marksWhereTheProcessStandsAndWhereItWas() throws Exception {
    String model = model(Processes.STANDARD);
    String task =
        BpmnReader.read(model, Set.of(), Set.of()).orElseThrow().shapes().stream()
            .filter(s -> s.kind() == Diagram.Kind.TASK)
            .findFirst()
            .orElseThrow()
            .id();
    assertThat(BpmnReader.read(model, Set.of(task), Set.of(task)).orElseThrow().shapes())
        .filteredOn(s -> s.state() == Diagram.State.LIVE)
        .extracting(Diagram.Shape::id)
        .containsExactly(task);
  }

  @Test
  void refusesADocumentTypeAndWithItEveryEntity() {
    assertThatThrownBy(
            () ->
                BpmnReader.read(
                    "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><d>&x;</d>",
                    Set.of(),
                    Set.of()))
        .isInstanceOf(UnreadableModelException.class);
  }

  @Test
  void refusesWhatIsNoXmlAndDrawsNothingWithoutADiagram() throws Exception {
    assertThatThrownBy(() -> BpmnReader.read("not xml", Set.of(), Set.of()))
        .isInstanceOf(UnreadableModelException.class);
    assertThat(BpmnReader.read("<definitions/>", Set.of(), Set.of())).isEmpty();
  }

  private static String model(String process) throws IOException {
    try (InputStream in = BpmnReaderTest.class.getResourceAsStream("/bpmn/" + process + ".bpmn")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
