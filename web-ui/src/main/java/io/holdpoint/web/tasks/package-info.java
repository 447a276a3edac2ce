/** Tasks that agents opened: what they were opened for, what they have used, and their end. */
@NullMarked
package io.holdpoint.web.tasks;

import org.jspecify.annotations.NullMarked;
