/** BPMN diagrams as data for SVG, read from the model's own diagram coordinates. */
@NullMarked
package io.holdpoint.web.diagram;

import org.jspecify.annotations.NullMarked;
