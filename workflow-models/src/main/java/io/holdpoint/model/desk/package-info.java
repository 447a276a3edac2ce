/**
 * The ports through which the console and the notifiers reach the service: desks at which people
 * work. The service implements them and checks every authority again; who calls a desk has proven
 * nothing by having shown a page.
 */
@NullMarked
package io.holdpoint.model.desk;

import org.jspecify.annotations.NullMarked;
