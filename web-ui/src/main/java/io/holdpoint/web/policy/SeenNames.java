package io.holdpoint.web.policy;

import io.holdpoint.model.PersonId;
import io.holdpoint.model.desk.AccountDesk;
import io.holdpoint.model.desk.CatalogueDesk;
import io.holdpoint.model.desk.CatalogueDesk.SeenTool;
import io.holdpoint.model.desk.PolicyDesk.PolicyView;
import io.holdpoint.model.desk.PolicyDesk.ToolView;
import java.util.SortedSet;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Names that a form proposes: comfort, so a desk that cannot be asked proposes nothing. */
@Component("consoleSeenNames")
class SeenNames {

  private static final Logger log = LoggerFactory.getLogger(SeenNames.class);
  private static final int MOST = 500;

  private final CatalogueDesk catalogue;
  private final AccountDesk accounts;

  SeenNames(@Lazy CatalogueDesk catalogue, @Lazy AccountDesk accounts) {
    this.catalogue = catalogue;
    this.accounts = accounts;
  }

  /** Tools that agents asked for, and the patterns of the catalogue. */
  SortedSet<String> tools(PersonId reader, PolicyView policy) {
    var names = new TreeSet<String>();
    try {
      catalogue.tools(reader).stream().map(SeenTool::name).limit(MOST).forEach(names::add);
    } catch (RuntimeException e) {
      log.debug("Tools that were seen are not proposed", e);
    }
    policy.tools().stream().map(ToolView::match).limit(MOST).forEach(names::add);
    return names;
  }

  SortedSet<String> systems(PolicyView policy) {
    var names = new TreeSet<String>();
    policy.tools().stream().map(ToolView::system).filter(s -> !s.isEmpty()).forEach(names::add);
    return names;
  }

  SortedSet<String> labels(PolicyView policy) {
    var names = new TreeSet<String>();
    policy.tools().forEach(t -> names.addAll(t.labels()));
    return names;
  }

  /** The groups that people are in, and those that the policy asks for. */
  SortedSet<String> groups(PersonId reader, PolicyView policy) {
    var names = new TreeSet<String>();
    policy.tiers().forEach(t -> t.slots().forEach(s -> names.add(s.group())));
    accounts.people(reader).forEach(p -> names.addAll(p.groups()));
    return names;
  }
}
