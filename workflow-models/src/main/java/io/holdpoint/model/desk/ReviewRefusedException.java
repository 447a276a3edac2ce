package io.holdpoint.model.desk;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A review was not taken. The message is a sentence for the person; the cause is one of a closed
 * list.
 */
public class ReviewRefusedException extends RuntimeException {

  /** Why a review was refused. */
  public enum Why {
    /** The request has its verdict already, or its time is over. */
    ALREADY_FINAL,
    /** The digest is not that of the request's action: something else was shown. */
    DIGEST_MISMATCH,
    /** This person has reviewed this request before. */
    ALREADY_REVIEWED,
    /** In none of the groups that may decide now, or no reviewer, or disabled. */
    NOT_IN_DEMANDED_GROUP,
    /** The groups decide one after the other, and it is another's turn. */
    NOT_YET_YOUR_TURN,
    /** Owns the agent that asks. */
    OWN_REQUEST,
    /** The tier does not take decisions from this channel. */
    CHANNEL_NOT_ALLOWED,
    /** It came together with others, and needs more than one approval. */
    NOT_TOGETHER,
    /** The tier wants a fresh proof of who decides, and there is none. */
    STEP_UP_REQUIRED,
    /** Frozen by an admin: nothing is approved until it is thawed. */
    FROZEN,
    /**
     * A denial, or an approval in a tier that demands it, came without a reason, or the reason is
     * too long.
     */
    BAD_REASON
  }

  private final Why why;
  private final @Nullable String currentDigest;

  public ReviewRefusedException(Why why, String message) {
    super(message);
    this.why = why;
    this.currentDigest = null;
  }

  /** Refused because something else was shown than what is asked for now. */
  public ReviewRefusedException(Why why, String message, String currentDigest) {
    super(message);
    this.why = why;
    this.currentDigest = currentDigest;
  }

  /** The digest of the action as it stands, where another was shown. */
  public Optional<String> currentDigest() {
    return Optional.ofNullable(currentDigest);
  }

  public Why why() {
    return why;
  }
}
