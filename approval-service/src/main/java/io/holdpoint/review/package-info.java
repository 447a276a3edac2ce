/**
 * People's reviews: who may decide what, when a demand is met, and the desk behind the console and
 * the API.
 */
@NullMarked
package io.holdpoint.review;

import org.jspecify.annotations.NullMarked;
