/** What is told to reviewers, and the port that every channel implements. */
@NullMarked
package io.holdpoint.model.notice;

import org.jspecify.annotations.NullMarked;
