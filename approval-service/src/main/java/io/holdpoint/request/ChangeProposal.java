package io.holdpoint.request;

import io.holdpoint.policy.DecisionInput;
import io.holdpoint.policy.Effect;
import io.holdpoint.task.OpenTask;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A change that could be made, judged under the lock that is held. */
public final class ChangeProposal {

  final RequestRecord before;
  final RequestRecord after;
  final List<String> stricter;
  final @Nullable String sealed;
  final @Nullable String sealedBefore;
  final DecisionInput input;
  final Effect effect;
  final Effect with;
  final Collection<OpenTask> tasks;

  ChangeProposal(
      RequestRecord before,
      RequestRecord after,
      List<String> stricter,
      @Nullable String sealed,
      @Nullable String sealedBefore,
      DecisionInput input,
      Effect effect,
      Effect with,
      Collection<OpenTask> tasks) {
    this.before = before;
    this.after = after;
    this.stricter = List.copyOf(stricter);
    this.sealed = sealed;
    this.sealedBefore = sealedBefore;
    this.input = input;
    this.effect = effect;
    this.with = with;
    this.tasks = List.copyOf(tasks);
  }

  /** The request as it would stand; without who changed it. */
  public RequestRecord after() {
    return after;
  }

  /** In which respects more is demanded than before, in sentences. */
  public List<String> stricter() {
    return stricter;
  }
}
