package io.holdpoint.web.requests;

import io.holdpoint.model.Person;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.AccountDesk;
import io.holdpoint.model.desk.Page;
import io.holdpoint.model.desk.RequestSummary;
import io.holdpoint.model.desk.ReviewDesk;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.web.live.LiveConnections;
import java.util.List;
import java.util.Optional;
import org.springframework.context.annotation.Lazy;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * What waits for this reader. The page reads itself anew when told that something changed. It is
 * also where everybody arrives: who is no reviewer is told how to become one, and not turned away.
 */
@Controller
class InboxPages {

  private static final int SHOWN = 100;

  private final ReviewDesk desk;
  private final AccountDesk accounts;
  private final LiveConnections live;

  InboxPages(@Lazy ReviewDesk desk, @Lazy AccountDesk accounts, LiveConnections live) {
    this.desk = desk;
    this.accounts = accounts;
    this.live = live;
  }

  @GetMapping("/")
  String inbox(@AuthenticationPrincipal SignedIn me, Model model) {
    model.addAttribute("since", live.revision()); // read before the list, so that nothing is missed
    Person person = accounts.person(me.personId()).orElse(null);
    model.addAttribute("person", person);
    model.addAttribute(
        "inbox",
        person != null && person.is(Role.REVIEWER)
            ? desk.inbox(me.personId(), SHOWN)
            : new Page<RequestSummary>(List.of(), Optional.empty()));
    return "requests/inbox";
  }
}
