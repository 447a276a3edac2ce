package io.holdpoint.identity;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.client.CollectedClientData;
import com.webauthn4j.data.client.challenge.Challenge;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.verifier.exception.BadOriginException;
import com.webauthn4j.verifier.exception.BadRpIdException;
import com.webauthn4j.verifier.exception.MaliciousCounterValueException;
import com.webauthn4j.verifier.exception.UserNotVerifiedException;
import io.holdpoint.identity.PasskeyStore.Stored;
import io.holdpoint.model.desk.PasskeyDesk;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What browsers are asked for and how their answers are judged (W3C Web Authentication): for this
 * site, with the user verified by the authenticator, under the challenge that was given. Which make
 * of authenticator it is, nobody asks.
 */
final class PasskeyCeremony {

  /** ES256, EdDSA, RS256: one of them is in every authenticator. */
  private static final List<PublicKeyCredentialParameters> ALGORITHMS =
      List.of(
          parameters(COSEAlgorithmIdentifier.ES256),
          parameters(COSEAlgorithmIdentifier.EdDSA),
          parameters(COSEAlgorithmIdentifier.RS256));

  private static final String KIND = "public-key";

  private final ObjectConverter converter = new ObjectConverter();
  private final WebAuthnManager manager = WebAuthnManager.createNonStrictWebAuthnManager(converter);
  private final AttestedCredentialDataConverter credentials =
      new AttestedCredentialDataConverter(converter);
  private final JsonMapper json = new JsonMapper();

  /** Why an answer does not count, as the record says it. */
  enum Fault {
    /** It cannot be read, or its signature or form is wrong. */
    INVALID,
    /** Its challenge is not out: answered already, too old, another person's or session's. */
    CHALLENGE,
    /** It is no passkey of this person. */
    CREDENTIAL,
    /** It was made for another site. */
    SITE,
    /** The authenticator did not verify its user. */
    UNVERIFIED,
    /** Its counter did not rise: there may be a copy of the authenticator. */
    COUNTER
  }

  /** An answer that does not count. */
  static final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private final Fault fault;

    RefusedException(Fault fault) {
      super(fault.name());
      this.fault = fault;
    }

    RefusedException(Fault fault, RuntimeException cause) {
      super(fault.name(), cause);
      this.fault = fault;
    }

    Fault fault() {
      return fault;
    }
  }

  /**
   * Options for {@code navigator.credentials.create}.
   *
   * @param handle the person's id for authenticators, which tells nobody who that is
   * @param known credentials that there are, so that no authenticator is registered twice
   */
  String creation(
      PasskeySite site, String challenge, String handle, String name, List<String> known) {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("challenge", challenge);
    options.put("rp", Map.of("id", site.host(), "name", "Holdpoint"));
    options.put("user", Map.of("id", handle, "name", name, "displayName", name));
    options.put(
        "pubKeyCredParams",
        ALGORITHMS.stream().map(p -> Map.of("type", KIND, "alg", p.getAlg().getValue())).toList());
    options.put("excludeCredentials", known.stream().map(PasskeyCeremony::named).toList());
    options.put(
        "authenticatorSelection",
        Map.of("userVerification", "required", "residentKey", "preferred"));
    options.put("attestation", "none");
    options.put("timeout", PasskeyDesk.WAIT.toMillis());
    return json.writeValueAsString(options);
  }

  /** Options for {@code navigator.credentials.get}. */
  String request(PasskeySite site, String challenge, List<String> known) {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("challenge", challenge);
    options.put("rpId", site.host());
    options.put("allowCredentials", known.stream().map(PasskeyCeremony::named).toList());
    options.put("userVerification", "required");
    options.put("timeout", PasskeyDesk.WAIT.toMillis());
    return json.writeValueAsString(options);
  }

  RegistrationData registration(String answer) {
    return readable(() -> manager.parseRegistrationResponseJSON(answer));
  }

  AuthenticationData proof(String answer) {
    return readable(() -> manager.parseAuthenticationResponseJSON(answer));
  }

  /** The challenge that the answer is to. */
  static String challenge(RegistrationData answer) {
    return readable(() -> base64(said(answer.getCollectedClientData()).getChallenge().getValue()));
  }

  static String challenge(AuthenticationData answer) {
    return readable(() -> base64(said(answer.getCollectedClientData()).getChallenge().getValue()));
  }

  static String credentialId(RegistrationData answer) {
    return readable(
        () ->
            base64(
                Objects.requireNonNull(
                        Objects.requireNonNull(answer.getAttestationObject())
                            .getAuthenticatorData()
                            .getAttestedCredentialData())
                    .getCredentialId()));
  }

  static String credentialId(AuthenticationData answer) {
    return readable(() -> base64(answer.getCredentialId()));
  }

  /** Whether the authenticator, where it names a person, names this one. */
  static boolean isOf(AuthenticationData answer, String handle) {
    byte[] named = answer.getUserHandle();
    return named == null || named.length == 0 || KeyedHash.same(base64(named), handle);
  }

  private static CollectedClientData said(@Nullable CollectedClientData said) {
    return Objects.requireNonNull(said, "no client data");
  }

  /**
   * @param id what it is to be called here
   */
  Stored verify(RegistrationData answer, PasskeySite site, String id) {
    var expected =
        new RegistrationParameters(
            property(site, said(answer.getCollectedClientData())), ALGORITHMS, true, true);
    return verified(
        () -> {
          manager.verify(answer, expected);
          var data = Objects.requireNonNull(answer.getAttestationObject()).getAuthenticatorData();
          var credential = Objects.requireNonNull(data.getAttestedCredentialData());
          return new Stored(
              id, credentials.convert(credential), data.getSignCount(), data.isFlagBE());
        });
  }

  /**
   * @return the counter that is the highest now
   */
  long verify(AuthenticationData answer, PasskeySite site, Stored passkey) {
    return verified(
        () -> {
          var credential = credentials.convert(passkey.credential());
          var stored =
              new CredentialRecordImpl(
                  null,
                  true,
                  passkey.backupEligible(),
                  null,
                  passkey.signCount(),
                  credential,
                  null,
                  null,
                  null,
                  null);
          manager.verify(
              answer,
              new AuthenticationParameters(
                  property(site, said(answer.getCollectedClientData())),
                  stored,
                  List.of(credential.getCredentialId()),
                  true,
                  true));
          return Objects.requireNonNull(answer.getAuthenticatorData()).getSignCount();
        });
  }

  /** The challenge is the answer's own, for whoever asks took it off those that are out. */
  private static ServerProperty property(PasskeySite site, CollectedClientData said) {
    Challenge challenge = new DefaultChallenge(said.getChallenge().getValue());
    return ServerProperty.builder()
        .origin(site.origin())
        .rpId(site.host())
        .challenge(challenge)
        .build();
  }

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static Map<String, String> named(String credentialId) {
    return Map.of("type", KIND, "id", credentialId);
  }

  private static PublicKeyCredentialParameters parameters(COSEAlgorithmIdentifier algorithm) {
    return new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, algorithm);
  }

  /** What a stranger sent fails in many ways while it is read, and counts in none of them. */
  private static <T> T readable(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (RuntimeException e) {
      throw new RefusedException(Fault.INVALID, e);
    }
  }

  private static <T> T verified(Supplier<T> verification) {
    try {
      return verification.get();
    } catch (BadOriginException | BadRpIdException e) {
      throw new RefusedException(Fault.SITE, e);
    } catch (UserNotVerifiedException e) {
      throw new RefusedException(Fault.UNVERIFIED, e);
    } catch (MaliciousCounterValueException e) {
      throw new RefusedException(Fault.COUNTER, e);
    } catch (RuntimeException e) {
      // Also what the library did not expect: whatever goes wrong while we look proves nothing.
      throw new RefusedException(Fault.INVALID, e);
    }
  }
}
