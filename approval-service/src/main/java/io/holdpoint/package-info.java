/**
 * The application. Each package below is one feature; see docs/architecture.md for who may know
 * whom.
 */
@NullMarked
package io.holdpoint;

import org.jspecify.annotations.NullMarked;
