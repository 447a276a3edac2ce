package io.holdpoint.web.admin;

import io.holdpoint.model.PersonId;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.AccountDesk;
import io.holdpoint.model.desk.AuditLog;
import io.holdpoint.model.desk.EngineDesk;
import io.holdpoint.model.desk.NotAllowedException;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.model.text.Visible;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Lazy;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The state of the engine and the record of what happened: for reading. */
@Controller
class SystemPages {

  private static final int SHOWN = 100;

  private final EngineDesk engine;
  private final AuditLog audit;
  private final AccountDesk accounts;
  private final Optional<BuildProperties> build;

  SystemPages(
      @Lazy EngineDesk engine,
      @Lazy AuditLog audit,
      @Lazy AccountDesk accounts,
      ObjectProvider<BuildProperties> build) {
    this.engine = engine;
    this.audit = audit;
    this.accounts = accounts;
    this.build = Optional.ofNullable(build.getIfAvailable());
  }

  @GetMapping("/system")
  String system(@AuthenticationPrincipal SignedIn me, Model model) {
    demandOneOf(me.personId(), Role.ADMIN, Role.AUDITOR);
    model.addAttribute("engine", engine.state());
    model.addAttribute("version", build.map(BuildProperties::getVersion).orElse("development"));
    model.addAttribute("builtAt", build.map(BuildProperties::getTime).orElse(null));
    model.addAttribute("java", Runtime.version().toString());
    return "admin/system";
  }

  @GetMapping("/audit")
  String audit(
      @AuthenticationPrincipal SignedIn me, @RequestParam Optional<String> before, Model model) {
    var page = audit.latest(me.personId(), before.filter(b -> !b.isEmpty()), SHOWN);
    model.addAttribute("page", page);
    model.addAttribute("entries", page.items().stream().map(Entry::of).toList());
    model.addAttribute("first", before.isEmpty());
    return "admin/audit";
  }

  /** An entry with its data on one line. */
  record Entry(AuditLog.AuditEntry row, String data) {

    static Entry of(AuditLog.AuditEntry row) {
      List<String> parts =
          new TreeMap<>(row.data())
              .entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
      return new Entry(row, Visible.line(parts.stream().collect(Collectors.joining("  "))));
    }
  }

  /** The engine's desk knows no reader, so the page asks for the role itself. */
  private void demandOneOf(PersonId who, Role... roles) {
    var person = accounts.person(who);
    for (Role role : roles) {
      if (person.isPresent() && person.get().is(role)) {
        return;
      }
    }
    throw new NotAllowedException("Your account has no role that may see this page.");
  }
}
