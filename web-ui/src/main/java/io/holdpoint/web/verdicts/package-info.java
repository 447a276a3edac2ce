/** What came of approvals, and taking one back. */
@NullMarked
package io.holdpoint.web.verdicts;

import org.jspecify.annotations.NullMarked;
