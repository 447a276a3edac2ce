package io.holdpoint.web.preview;

import io.holdpoint.model.Action;
import io.holdpoint.model.CanonicalJson;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.desk.ChangeDesk;
import io.holdpoint.model.desk.ChangeRefusedException;
import io.holdpoint.model.desk.ChangeRefusedException.Fault;
import io.holdpoint.model.desk.ChangeRefusedException.Why;
import io.holdpoint.model.digest.JsonText;
import io.holdpoint.model.schema.ArgumentSchema;
import io.holdpoint.model.schema.ArgumentSchema.Kind;
import io.holdpoint.model.schema.SchemaCheck;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Changes that are looked at; the refunds and the hostile request have a form. */
@Component
public class FixtureChanges implements ChangeDesk {

  private final Fixtures fixtures;

  FixtureChanges(Fixtures fixtures) {
    this.fixtures = fixtures;
  }

  private static ArgumentSchema value(Kind kind, String title, List<String> choices) {
    boolean number = kind == Kind.NUMBER;
    return new ArgumentSchema(
        kind,
        title,
        number ? "What the customer gets back " + Fixtures.HOSTILE : "",
        choices,
        number ? Optional.of(BigDecimal.ZERO) : Optional.empty(),
        number ? Optional.of(new BigDecimal("2000")) : Optional.empty(),
        OptionalInt.empty(),
        Map.of(),
        Set.of(),
        Optional.empty());
  }

  private static ArgumentSchema object(Map<String, ArgumentSchema> properties, String... required) {
    return new ArgumentSchema(
        Kind.OBJECT,
        "",
        "",
        List.of(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        properties,
        Set.of(required),
        Optional.empty());
  }

  @Override
  public Optional<ArgumentSchema> schema(PersonId reader, RequestId id) {
    String tool = fixtures.open(reader, id).action().tool();
    if (!tool.equals("payments.refund") && !tool.startsWith("shop")) {
      return Optional.empty();
    }
    Map<String, ArgumentSchema> all = new LinkedHashMap<>();
    all.put("amount", value(Kind.NUMBER, "Amount", List.of()));
    all.put("currency", value(Kind.STRING, "Currency", List.of("EUR", "USD")));
    all.put("notify", value(Kind.BOOLEAN, "Tell the customer", List.of()));
    all.put("note", value(Kind.STRING, "", List.of()));
    all.put("html", value(Kind.STRING, "", List.of()));
    all.put("bank", object(Map.of("iban", value(Kind.STRING, "IBAN", List.of()))));
    return Optional.of(object(all, "amount"));
  }

  @Override
  public Preview preview(ChangeOrder order) {
    var detail = fixtures.open(order.by(), order.request());
    var faults =
        SchemaCheck.of(
            schema(order.by(), order.request()).orElseGet(() -> object(Map.of())),
            JsonText.object(order.arguments()));
    if (!faults.isEmpty()) {
      throw new ChangeRefusedException(
          Why.BAD_ARGUMENTS,
          "The arguments are not as the tool catalogue wants them.",
          faults.stream().map(f -> new Fault(f.pointer(), f.detail())).toList());
    }
    var action = detail.action();
    return new Preview(
        new Action(
            action.tool(),
            new CanonicalJson(order.arguments()),
            action.target(),
            action.named(),
            "sha256:" + "fedcba9876543210".repeat(4)),
        detail.summary().tier(),
        detail.explanation(),
        detail.demand().orElseThrow(),
        detail.summary().expiresAt(),
        List.of("it needs 1 of security as well"),
        true,
        0);
  }

  @Override
  public void change(ChangeOrder order) {
    throw new ChangeRefusedException(Why.BAD_ARGUMENTS, "This is a preview.", List.of());
  }
}
