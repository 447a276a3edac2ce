/** Agents and people: accounts, keys, sign-in, and who may call what. */
@NullMarked
package io.holdpoint.identity;

import org.jspecify.annotations.NullMarked;
