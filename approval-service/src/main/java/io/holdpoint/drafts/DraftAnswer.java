package io.holdpoint.drafts;

import io.holdpoint.model.desk.DraftDesk.DraftView;
import io.holdpoint.model.desk.DraftDesk.Edit;
import io.holdpoint.model.desk.PolicyDesk.PolicyView;
import io.holdpoint.policy.ChangeAnswer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The draft as JSON.
 *
 * @param policy the document, with the keys that it has in YAML
 * @param change from the version in force to the draft
 * @param edits newest first
 * @param mayPublish whether the caller may
 * @param obstacle why not, in a sentence
 */
record DraftAnswer(
    int base,
    String etag,
    boolean begun,
    @Nullable Map<String, Object> policy,
    List<String> findings,
    ChangeAnswer change,
    List<EditAnswer> edits,
    boolean mayPublish,
    @Nullable String obstacle) {

  static DraftAnswer of(DraftView draft, @Nullable Map<String, Object> policy) {
    return new DraftAnswer(
        draft.base(),
        draft.etag(),
        draft.begun(),
        policy,
        draft.policy().findings(),
        ChangeAnswer.of(draft.change()),
        draft.edits().stream().map(EditAnswer::of).toList(),
        draft.mayPublish().isEmpty(),
        draft.mayPublish().orElse(null));
  }

  /** Who changed what. */
  record EditAnswer(Instant at, String by, String what) {
    private static EditAnswer of(Edit edit) {
      return new EditAnswer(edit.at(), edit.by().value(), edit.what());
    }
  }

  /** What was published. */
  record PublishedAnswer(
      int version, Instant publishedAt, String publishedBy, String note, List<String> findings) {

    static PublishedAnswer of(PolicyView policy) {
      return new PublishedAnswer(
          policy.version(),
          policy.publishedAt(),
          policy.publishedBy(),
          policy.note(),
          policy.findings());
    }
  }

  /** What is wrong with a condition or a document. */
  record CheckAnswer(List<Fault> faults) {
    /** One fault; line and column count from 1. */
    record Fault(int line, int column, String where, String detail) {}
  }
}
