package io.holdpoint.review;

import io.holdpoint.model.Channel;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.desk.NoSuchRequestException;
import io.holdpoint.model.desk.ReviewDesk;
import io.holdpoint.model.desk.ReviewDesk.ReviewOrder;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.request.Answer;
import io.holdpoint.request.Answers;
import io.holdpoint.request.Ledger;
import io.holdpoint.request.posted.PostedReview;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Reviews by programs in a person's name: the channel {@code api}. */
@RestController
class ReviewsController {

  private final ReviewDesk desk;
  private final Ledger ledger;
  private final Answers answers;

  ReviewsController(ReviewDesk desk, Ledger ledger, Answers answers) {
    this.desk = desk;
    this.ledger = ledger;
    this.answers = answers;
  }

  /** Takes a review and answers with the request as it stands after it. */
  @PostMapping(path = "/v1/requests/{id}/reviews", produces = MediaType.APPLICATION_JSON_VALUE)
  Answer review(
      @AuthenticationPrincipal SignedIn person, @PathVariable String id, HttpServletRequest call) {
    var posted = PostedReview.read(call);
    var request = RequestId.parse(id).orElseThrow(NoSuchRequestException::new);
    desk.review(
        new ReviewOrder(
            person.personId(),
            request,
            posted.decision(),
            posted.reason(),
            posted.digest(),
            Channel.API));
    return answers.of(ledger.find(request).orElseThrow(NoSuchRequestException::new));
  }
}
