/**
 * What the tool catalogue says of a tool's arguments: a small part of JSON Schema. It builds the
 * form in which reviewers change arguments, and checks what they typed.
 */
@NullMarked
package io.holdpoint.model.schema;

import org.jspecify.annotations.NullMarked;
