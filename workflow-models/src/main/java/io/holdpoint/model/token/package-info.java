/**
 * The verdict token: its form, its claims and how it is checked. The service mints and redeems it,
 * tools check it without the service; both run this code. docs/verdicts.md describes it.
 */
@NullMarked
package io.holdpoint.model.token;

import org.jspecify.annotations.NullMarked;
