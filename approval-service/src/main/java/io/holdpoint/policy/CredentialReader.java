package io.holdpoint.policy;

import io.holdpoint.model.broker.CredentialTerms;
import io.holdpoint.policy.YamlNode.Scalar;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the {@code credential} of an entry of the tool catalogue. */
final class CredentialReader {

  private static final List<String> KEYS = List.of("audience", "scope", "validFor");
  private static final int AUDIENCE = 200;
  private static final int SCOPE = 500;
  private static final Pattern AUDIENCE_FORM = Pattern.compile("[\\x21-\\x7e]+");

  /** RFC 6749, appendix A.4. */
  private static final Pattern SCOPE_FORM =
      Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e]+( [\\x21\\x23-\\x5b\\x5d-\\x7e]+)*");

  private CredentialReader() {}

  static Optional<CredentialTerms> read(Fields tool, String where, List<Remark> faults) {
    var there = tool.mapping("credential");
    if (there.isEmpty()) {
      return Optional.empty();
    }
    Fields fields = new Fields(where, there.get(), KEYS, faults);
    fields.require("audience", "the resource server, such as https://crm.example.org");
    Optional<String> audience =
        matching(fields, "audience", AUDIENCE, AUDIENCE_FORM, "printable ASCII without space");
    Optional<String> scope =
        matching(fields, "scope", SCOPE, SCOPE_FORM, "scopes of OAuth, parted by single spaces");
    Duration validFor = fields.duration("validFor").orElse(CredentialTerms.USUAL);
    if (validFor.compareTo(CredentialTerms.LONGEST) > 0) {
      fields.fault(
          fields.at("validFor"),
          "validFor: " + validFor + " (expected at most " + CredentialTerms.LONGEST + ")");
    }
    return audience.map(name -> new CredentialTerms(name, scope.orElse(""), validFor));
  }

  private static Optional<String> matching(
      Fields fields, String key, int most, Pattern form, String expected) {
    Optional<Scalar> text = fields.text(key, most);
    if (text.isPresent() && !form.matcher(text.get().text()).matches()) {
      fields.fault(
          text.get().at(), key + ": " + text.get().text() + " (expected " + expected + ")");
      return Optional.empty();
    }
    return text.map(Scalar::text);
  }
}
