/**
 * The policy: document, compiler, CEL conditions and the pure decision. Plain Java; the framework
 * only loads and publishes it.
 */
@NullMarked
package io.holdpoint.policy;

import org.jspecify.annotations.NullMarked;
