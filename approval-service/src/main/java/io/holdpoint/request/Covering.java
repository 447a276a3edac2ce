package io.holdpoint.request;

import io.holdpoint.model.Action;
import io.holdpoint.model.CanonicalJson;
import io.holdpoint.model.Target;
import io.holdpoint.model.digest.CanonicalForm;
import io.holdpoint.request.posted.Faults;
import io.holdpoint.request.posted.StrictJson;
import io.holdpoint.request.secrets.Originals;
import io.holdpoint.request.secrets.SecretFinder;
import io.holdpoint.request.secrets.SecretVault;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Covers the secrets of a new request, before anything of it is written: in its arguments, its
 * target, the attributes of its context and what it says of before and after, and its reason.
 */
@Component
class Covering {

  private final SecretVault vault;

  Covering(SecretVault vault) {
    this.vault = vault;
  }

  /** The same request; with what is to be written in its place where it holds secrets. */
  NewRequest covered(NewRequest request) {
    var secrets = new SecretFinder(vault.cover(request.agent().id()));
    var posted = object(request.action().target());
    var arguments = secrets.covered(request.arguments(), "/action/arguments");
    var target = secrets.covered(posted, "/action/target");
    var attributes = secrets.covered(request.attributes(), "/context/attributes");
    var states = secrets.covered(states(request.context()), "/context");
    var reason = secrets.covered(request.reason(), "/reason");
    if (!secrets.found()) {
      return request;
    }
    var action = request.action();
    var shown =
        with(
            request,
            new Action(
                action.tool(),
                CanonicalForm.of(arguments),
                CanonicalForm.of(target),
                named(target),
                action.digest(),
                secrets.where()),
            values(arguments),
            values(attributes),
            reason,
            context(request.context(), attributes, states),
            Optional.empty());
    var originals =
        new Originals(request.arguments(), values(posted), request.attributes(), request.reason());
    return with(
        request,
        action,
        request.arguments(),
        request.attributes(),
        request.reason(),
        request.context(),
        Optional.of(new NewRequest.Covered(shown, vault.seal(request.id(), originals))));
  }

  /** What the agent says of before and after; nothing decides by it, so no original is kept. */
  private static Map<String, @Nullable Object> states(CanonicalJson context) {
    var states = object(context);
    states.keySet().retainAll(Set.of("before", "after"));
    return states;
  }

  private static CanonicalJson context(
      CanonicalJson posted,
      Map<String, @Nullable Object> attributes,
      Map<String, @Nullable Object> states) {
    var context = object(posted);
    if (context.containsKey("attributes")) {
      context.put("attributes", attributes);
    }
    context.putAll(states);
    return CanonicalForm.of(context);
  }

  private static Target named(Map<String, @Nullable Object> target) {
    return new Target(
        text(target.get("system")), text(target.get("resource")), text(target.get("environment")));
  }

  private static String text(@Nullable Object value) {
    return value instanceof String text ? text : "";
  }

  private static Map<String, @Nullable Object> object(CanonicalJson json) {
    var read = new LinkedHashMap<String, @Nullable Object>();
    if (StrictJson.read(json.text().getBytes(StandardCharsets.UTF_8), new Faults())
        instanceof Map<?, ?> map) {
      map.forEach((name, value) -> read.put((String) name, value));
    }
    return read;
  }

  private static NewRequest with(
      NewRequest request,
      Action action,
      Map<String, Object> arguments,
      Map<String, Object> attributes,
      String reason,
      CanonicalJson context,
      Optional<NewRequest.Covered> covered) {
    return new NewRequest(
        request.id(),
        request.agent(),
        action,
        arguments,
        request.dataTouched(),
        attributes,
        reason,
        request.task(),
        context,
        request.parent(),
        request.sharedWith(),
        request.expiresIn(),
        request.idempotencyKey(),
        request.bodyHash(),
        covered);
  }

  @SuppressWarnings("NullAway") // JSON's null is one of the values that DecisionInput speaks of
  private static Map<String, Object> values(Map<String, @Nullable Object> json) {
    return json;
  }
}
