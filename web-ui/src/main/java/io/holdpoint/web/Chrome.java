package io.holdpoint.web;

import io.holdpoint.model.Person;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.AccountDesk;
import io.holdpoint.model.desk.FreezeDesk;
import io.holdpoint.model.desk.FreezeDesk.FreezeView;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.web.account.Theme;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Lazy;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * What stands around every page, error pages included: who reads, where they can go, which theme.
 * The layout asks for it as {@code @chrome.around()}. It hides what a person may not use; the desks
 * refuse it.
 */
@Component("chrome")
public class Chrome {

  private static final Logger log = LoggerFactory.getLogger(Chrome.class);

  private final AccountDesk accounts;
  private final ObjectProvider<FreezeDesk> freezes;
  private final Clock clock;

  Chrome(
      @Lazy AccountDesk accounts, ObjectProvider<FreezeDesk> freezes, ObjectProvider<Clock> clock) {
    this.accounts = accounts;
    this.freezes = freezes;
    this.clock = clock.getIfUnique(Clock::systemUTC);
  }

  /** A place to go. */
  public record Link(String href, String label, boolean here) {}

  /**
   * @param theme {@code auto}, {@code light} or {@code dark}
   * @param me empty when nobody is signed in or the account cannot be read now
   * @param name what to call the reader; empty when nobody is signed in
   * @param frozen what is frozen now, oldest first; empty for whoever is not signed in
   * @param now for the pages' script, whose device may have another time
   */
  public record Around(
      String theme,
      Optional<Person> me,
      String name,
      List<Link> links,
      String path,
      List<FreezeView> frozen,
      Instant now) {

    public boolean signedIn() {
      return !name.isEmpty();
    }
  }

  /** For the request that is being answered on this thread. */
  public Around around() {
    HttpServletRequest request = request();
    String theme = request == null ? Theme.AUTO : Theme.of(request);
    String path = request == null ? "/" : path(request);
    Optional<SignedIn> reader = reader();
    Optional<Person> me = reader.flatMap(this::account);
    String name =
        me.map(Person::displayName)
            .filter(n -> !n.isBlank())
            .orElseGet(() -> reader.map(SignedIn::getName).orElse(""));
    List<FreezeView> frozen = name.isEmpty() ? List.of() : frozen();
    return new Around(theme, me, name, links(me, path), path, frozen, clock.instant());
  }

  /** An error page must come even while this cannot be read. */
  private List<FreezeView> frozen() {
    try {
      FreezeDesk desk = freezes.getIfAvailable();
      return desk == null ? List.of() : desk.inForce();
    } catch (RuntimeException e) {
      log.warn("The page is shown without what is frozen: {}", e.toString());
      return List.of();
    }
  }

  private static List<Link> links(Optional<Person> me, String path) {
    if (me.isEmpty()) {
      return List.of();
    }
    boolean admin = me.get().is(Role.ADMIN);
    boolean auditor = me.get().is(Role.AUDITOR);
    var links = new ArrayList<Link>();
    links.add(link("/", "Inbox", path));
    links.add(link("/history", "History", path));
    links.add(link("/tasks", "Tasks", path));
    links.add(link("/policy", "Policy", path));
    if (admin) {
      links.add(link("/people", "People", path));
      links.add(link("/agents", "Agents", path));
    }
    if (admin || auditor) {
      links.add(link("/freezes", "Freezes", path));
      links.add(link("/insight", "Insight", path));
      links.add(link("/system", "System", path));
    }
    if (auditor) {
      links.add(link("/audit", "Audit", path));
    }
    return links;
  }

  private static Link link(String href, String label, String path) {
    boolean here =
        switch (href) {
          case "/" -> path.equals("/");
          case "/policy" -> isPolicy(path);
          case "/agents" -> path.startsWith(href) || path.startsWith("/enforcement-points");
          default -> path.startsWith(href);
        };
    return new Link(href, label, here);
  }

  /** What the second row of links leads to belongs to the policy as well. */
  private static boolean isPolicy(String path) {
    return path.startsWith("/policy") || path.startsWith("/tools") || path.startsWith("/grants");
  }

  /** An error page must come even while accounts cannot be read. */
  private Optional<Person> account(SignedIn reader) {
    try {
      return accounts.person(reader.personId());
    } catch (RuntimeException e) {
      log.warn(
          "The page is shown without its links: the account cannot be read ({})", e.toString());
      return Optional.empty();
    }
  }

  private static Optional<SignedIn> reader() {
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication != null && authentication.getPrincipal() instanceof SignedIn signedIn
        ? Optional.of(signedIn)
        : Optional.empty();
  }

  private static @Nullable HttpServletRequest request() {
    return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes servlet
        ? servlet.getRequest()
        : null;
  }

  private static String path(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String failed
        ? failed
        : request.getRequestURI();
  }
}
