package io.holdpoint.web.requests;

import io.holdpoint.model.Person;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.AccountDesk;
import io.holdpoint.model.desk.Inbox;
import io.holdpoint.model.desk.ReviewDesk;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.web.live.LiveConnections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.annotation.Lazy;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * What waits for this reader. The page reads itself anew when told that something changed. It is
 * also where everybody arrives: who is no reviewer is told how to become one, and not turned away.
 */
@Controller
class InboxPages {

  private static final int SHOWN = 50;

  private final ReviewDesk desk;
  private final AccountDesk accounts;
  private final LiveConnections live;

  InboxPages(@Lazy ReviewDesk desk, @Lazy AccountDesk accounts, LiveConnections live) {
    this.desk = desk;
    this.accounts = accounts;
    this.live = live;
  }

  @GetMapping("/")
  String inbox(
      @AuthenticationPrincipal SignedIn me,
      @RequestParam Map<String, String> sent,
      @RequestParam Optional<String> after,
      Model model) {
    model.addAttribute("since", live.revision()); // read before the list, so that nothing is missed
    Person person = accounts.person(me.personId()).orElse(null);
    boolean reviewer = person != null && person.is(Role.REVIEWER);
    InboxWanted wanted = InboxWanted.of(sent);
    Optional<String> from = after.filter(cursor -> !cursor.isEmpty());
    model.addAttribute("person", person);
    model.addAttribute("reviewer", reviewer);
    model.addAttribute("wanted", wanted);
    model.addAttribute("here", from.map(wanted::next).orElseGet(wanted::address));
    model.addAttribute("first", from.isEmpty());
    model.addAttribute("most", ReviewDesk.MOST_TOGETHER);
    model.addAttribute(
        "inbox", reviewer ? desk.inbox(me.personId(), wanted.filter(from, SHOWN)) : NOTHING);
    return "requests/inbox";
  }

  private static final Inbox NOTHING =
      new Inbox(
          List.of(),
          0,
          0,
          Optional.empty(),
          new Inbox.Choices(List.of(), List.of(), List.of(), List.of(), List.of()));
}
