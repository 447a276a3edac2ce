package io.holdpoint.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdpoint.model.desk.ProcessDesk;
import io.holdpoint.model.desk.ProcessDesk.FaultyModelException;
import io.holdpoint.model.process.Processes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelRulesTest {

  private static final Path EXAMPLE = Path.of("../docs/examples/one-group-first.bpmn");

  @Test
  void takesTheExampleOfTheDocs() throws IOException {
    var model = ModelRules.check(Files.readAllBytes(EXAMPLE));

    assertThat(model.name()).isEqualTo("one-group-first");
    assertThat(model.title()).isEqualTo("One group first");
    assertThat(model.xml()).isEqualTo(example());
  }

  /** One that asks in turn is not among them: only the delivered one is told whose turn it is. */
  @ParameterizedTest
  @CsvSource({"standard-approval", "four-eyes-approval"})
  void takesCopiesOfDeliveredModelsUnderAnotherName(String delivered) throws IOException {
    try (InputStream in = getClass().getResourceAsStream("/bpmn/" + delivered + ".bpmn")) {
      var model = new String(in.readAllBytes(), StandardCharsets.UTF_8);

      assertThat(faults(model)).contains("process: the id \"" + delivered + "\"");
      assertThat(faults(model.replace(delivered, "our-copy"))).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          type="holdpoint.notify"         | type="holdpoint.approve"             | notify: the job type "holdpoint.approve" (expected one of: holdpoint.announce, holdpoint.escalate, holdpoint.expire, holdpoint.notify, holdpoint.remind)
          retries="5"                     | retries="=1+1"                       | notify: retries "=1+1" (expected a number from 1 to 10)
          key="slots" value="first"       | key="slots" value="nobody"           | notify: the header "slots"
          one-group-first.requested       | other.requested                      | message-requested: the message "other.requested"
          name="verdict-reached"          | name="approved"                      | message-verdict-reached: the message "approved"
          correlationKey="=requestId"     | correlationKey="=other"              | wait-for-verdict: what it waits for (expected the message verdict-reached with the correlation key =requestId)
          =duration(expireAfter)          | =duration(remindAfter)               | wait-for-verdict: 1 interrupting timers (expected one, with =duration(expireAfter)
          >PT30M<                         | >PT1S<                               | half-an-hour: the time "PT1S"
          =cycle(duration(remindAfter))   | =cycle(duration(requestId))          | reminder-due: the time "=cycle(duration(requestId))"
          =standing = "closed"            | =amount > 3                          | flow-decided: the condition "=amount > 3"
          default="flow-open"             | default="flow-nowhere"               | still-open: no default flow
          <bpmn:terminateEventDefinition/> | <bpmn:documentation/>               | announced: a plain end
          targetRef="rest-notified"       | targetRef="announce"                 | half-an-hour: a side branch that leads to announce
          targetRef="rest-notified"       | targetRef="notify-rest"              | rest-notified: no way leads here
          id="announce"                   | id="tell" zeebe:modelerTemplate="x"  | tell: the attribute zeebe:modelerTemplate
          id="wait-for-verdict"           | id="wait"                            | process: the receive tasks [wait]
          sourceRef="wait-for-verdict" targetRef="announce" | sourceRef="wait-for-verdict" targetRef="served-elsewhere" | served-elsewhere: an end without a verdict announced
          sourceRef="until-due" targetRef="escalate" | sourceRef="until-due" targetRef="nowhere" | flow-due-now: a flow to or from nowhere
          sourceRef="requested" targetRef="notify" | sourceRef="requested" targetRef="still-open" | requested: what comes first
          name="not yet" sourceRef="really-over" targetRef="wait-for-verdict" | name="not yet" sourceRef="really-over" targetRef="announce" | expire: what comes after it
          isExecutable="true"             | isExecutable="false"                 | one-group-first: a process that is not executable
          =escalation = "later"           | =standing = "later"                  | flow-due-later: the condition
          """)
  void namesWhatIsWrong(String from, String to, String fault) throws IOException {
    assertThat(example()).contains(from.strip());
    assertThat(faults(example().replace(from.strip(), to.strip()))).contains(fault.strip());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <bpmn:scriptTask id="x"/>                  | x: bpmn:scriptTask (expected one of: association,
          <bpmn:callActivity id="x"/>                | x: bpmn:callActivity
          <bpmn:subProcess id="x"/>                  | x: bpmn:subProcess
          <bpmn:sendTask id="x"/>                    | x: bpmn:sendTask
          <bpmn:extensionElements/>                  | bpmn:extensionElements: bpmn:extensionElements
          <zeebe:executionListeners/>                | zeebe:executionListeners: zeebe:executionListeners
          """)
  void knowsNoOtherElements(String element, String fault) throws IOException {
    assertThat(
            faults(
                example()
                    .replace(
                        "<bpmn:sequenceFlow id=\"flow-requested\"",
                        element + "<bpmn:sequenceFlow id=\"flow-requested\"")))
        .contains(fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <zeebe:ioMapping/>                         | zeebe:ioMapping in it
          <zeebe:executionListeners/>                | zeebe:executionListeners in it
          <zeebe:properties/>                        | zeebe:properties in it
          """)
  void knowsNothingElseInATask(String extension, String fault) throws IOException {
    assertThat(faults(example().replace("<zeebe:taskHeaders>", extension + "<zeebe:taskHeaders>")))
        .contains("notify: " + fault);
  }

  @Test
  void refusesACircleInWhichNothingWaits() throws IOException {
    assertThat(
            faults(
                example()
                    .replace(
                        "name=\"not yet\" sourceRef=\"really-due\" targetRef=\"until-due\"",
                        "name=\"not yet\" sourceRef=\"really-due\" targetRef=\"escalate\"")))
        .contains("a circle in which nothing waits")
        .contains("until-due: no way leads here");
  }

  @Test
  void refusesBranchesThatCouldWaitForEachOtherForEver() throws IOException {
    try (InputStream in = getClass().getResourceAsStream("/bpmn/four-eyes-approval.bpmn")) {
      var model =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .replace(Processes.FOUR_EYES, "our-copy")
              .replace(
                  "sourceRef=\"notify-others\" targetRef=\"all-notified\"",
                  "sourceRef=\"notify-others\" targetRef=\"wait-for-verdict\"");

      assertThat(faults(model)).contains("at-the-same-time: branches that do not meet");
    }
  }

  @Test
  void refusesEntitiesAndDocumentTypesBeforeAnythingElse() {
    for (String hostile :
        new String[] {
          "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>",
          "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><x>&b;</x>",
          "<x>&#x0;</x>",
          "no xml",
          ""
        }) {
      assertThat(faults(hostile)).contains("well-formed XML without a document type");
    }
    assertThat(faults("<html/>")).contains("html: the root of the file");
  }

  @Test
  void refusesAFileThatIsTooLargeAndTakesOneThatIsJustNot() throws IOException {
    int room = ProcessDesk.MAX_BYTES - example().getBytes(StandardCharsets.UTF_8).length;

    assertThat(faults(example() + " ".repeat(room))).isEmpty();
    assertThat(faults(example() + " ".repeat(room + 1))).contains("file: 262145 bytes");
  }

  @Test
  void listsAllFaultsAtOnce() throws IOException {
    var model =
        example()
            .replace("holdpoint.remind", "other.remind")
            .replace("retries=\"5\"", "retries=\"99\"");

    assertThat(faults(model).lines().count()).isGreaterThan(5);
  }

  private static String example() throws IOException {
    return Files.readString(EXAMPLE);
  }

  /** One on each line; empty for none. */
  private static String faults(String model) {
    var refused =
        catchThrowableOfType(
            FaultyModelException.class,
            () -> ModelRules.check(model.getBytes(StandardCharsets.UTF_8)));
    return refused == null
        ? ""
        : String.join("\n", refused.faults().stream().map(Object::toString).toList());
  }
}
