package io.holdpoint.web.policy;

import io.holdpoint.model.Person;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.DraftDesk;
import io.holdpoint.model.desk.GrantDesk;
import io.holdpoint.web.Chrome;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** The second row of links on every page about the policy, as {@code @policyTabs.at('draft')}. */
@Component("policyTabs")
public class PolicyTabs {

  private static final Logger log = LoggerFactory.getLogger(PolicyTabs.class);

  private final Chrome chrome;
  private final DraftDesk drafts;
  private final ObjectProvider<GrantDesk> grants;

  PolicyTabs(Chrome chrome, @Lazy DraftDesk drafts, ObjectProvider<GrantDesk> grants) {
    this.chrome = chrome;
    this.drafts = drafts;
    this.grants = grants;
  }

  /**
   * @param marked whether something stands there that is not in force yet
   */
  public record Tab(String href, String label, boolean here, boolean marked) {}

  /** What the reader may use; {@code key} names where they are. */
  public List<Tab> at(String key) {
    var me = chrome.around().me();
    if (me.isEmpty()) {
      return List.of();
    }
    boolean admin = me.get().is(Role.ADMIN);
    var tabs = new ArrayList<Tab>();
    tabs.add(new Tab("/policy", "In force", key.equals("policy"), false));
    if (admin) {
      tabs.add(new Tab("/policy/draft", "Draft", key.equals("draft"), begun(me.get())));
      tabs.add(new Tab("/policy/draft/simulate", "Try it", key.equals("simulate"), false));
    }
    tabs.add(new Tab("/policy/versions", "Versions", key.equals("versions"), false));
    if (admin) {
      tabs.add(new Tab("/tools", "Tools", key.equals("tools"), false));
    }
    if (hasGrants()) {
      tabs.add(new Tab("/grants", "Grants", key.equals("grants"), false));
    }
    return tabs;
  }

  /** Whether this service gives grants at all. */
  public boolean hasGrants() {
    return grants.getIfAvailable() != null;
  }

  /** A mark is no reason for a page to fail. */
  private boolean begun(Person me) {
    try {
      return drafts.open(me.id()).begun();
    } catch (RuntimeException e) {
      log.debug("The draft's mark is left out", e);
      return false;
    }
  }
}
