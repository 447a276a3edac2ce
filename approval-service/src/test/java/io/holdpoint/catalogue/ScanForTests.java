package io.holdpoint.catalogue;

/** Runs the scan of tools when a test wants it, and not on its own. */
public final class ScanForTests {

  private final SeenTools tools;

  public ScanForTests(Object tools) {
    this.tools = (SeenTools) tools;
  }

  public void run() {
    while (tools.scan()) {
      // the next batch
    }
  }
}
