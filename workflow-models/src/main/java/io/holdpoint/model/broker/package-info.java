/** The port for what hands out credentials that live for one action. */
@NullMarked
package io.holdpoint.model.broker;

import org.jspecify.annotations.NullMarked;
