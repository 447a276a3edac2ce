package io.holdpoint.web.policy;

import io.holdpoint.model.Reversibility;
import java.util.List;

/** The classes of a tool, each with the sentence by which people choose among them. */
public final class ReversibilityWords {

  private ReversibilityWords() {}

  /** A class that can be chosen. */
  public record Choice(Reversibility value, String label, String meaning) {}

  public static final List<Choice> CHOICES =
      List.of(
          new Choice(Reversibility.READ_ONLY, "Read only", "It looks and changes nothing."),
          new Choice(
              Reversibility.REVERSIBLE, "Reversible", "It changes something that we can put back."),
          new Choice(
              Reversibility.EXTERNALLY_REVERSIBLE,
              "Externally reversible",
              "It can be put back, but others must help: a bank, a customer, a provider."),
          new Choice(
              Reversibility.IRREVERSIBLE,
              "Irreversible",
              "What it does stays done: mail is sent, money is gone, data is deleted."));
}
