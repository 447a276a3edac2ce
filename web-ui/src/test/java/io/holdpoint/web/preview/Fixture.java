package io.holdpoint.web.preview;

/** A desk in memory that tests change. */
interface Fixture {

  /** As it was at first. */
  void reset();
}
