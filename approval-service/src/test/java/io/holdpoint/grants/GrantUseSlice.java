package io.holdpoint.grants;

import io.holdpoint.testing.TestDirectory;
import org.springframework.context.annotation.Import;

/** What the ledger asks of grants, with people in memory. */
@Import({TestDirectory.class, GrantStore.class, StandingGrants.class})
public class GrantUseSlice {}
