/** People, agents, policy, system and audit. */
@NullMarked
package io.holdpoint.web.admin;

import org.jspecify.annotations.NullMarked;
