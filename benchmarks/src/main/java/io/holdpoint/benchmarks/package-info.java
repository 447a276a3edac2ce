/** How long decisions take, beside other engines. Not delivered. */
@NullMarked
package io.holdpoint.benchmarks;

import org.jspecify.annotations.NullMarked;
