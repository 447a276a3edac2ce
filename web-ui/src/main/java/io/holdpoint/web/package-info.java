/**
 * The console: pages over the ports of {@code io.holdpoint.model.desk}. Controllers translate and
 * delegate; every authority is checked again by the desks. Below it one package per feature, and
 * {@code text} and {@code diagram} for what the pages are made of.
 */
@NullMarked
package io.holdpoint.web;

import org.jspecify.annotations.NullMarked;
