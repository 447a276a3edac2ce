package io.holdpoint.web.admin;

import io.holdpoint.model.PersonId;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.AccountDesk;
import io.holdpoint.model.desk.EngineDesk;
import io.holdpoint.model.desk.NotAllowedException;
import io.holdpoint.model.desk.SignedIn;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Lazy;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The state of the engine: for reading. */
@Controller
class SystemPages {

  private final EngineDesk engine;
  private final AccountDesk accounts;
  private final Optional<BuildProperties> build;

  SystemPages(
      @Lazy EngineDesk engine, @Lazy AccountDesk accounts, ObjectProvider<BuildProperties> build) {
    this.engine = engine;
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
