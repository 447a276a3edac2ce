package io.holdpoint.simulation;

import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.SimulationDesk;
import io.holdpoint.model.desk.SimulationDesk.BrokenLine;
import io.holdpoint.request.posted.LoggedAction;
import io.holdpoint.request.posted.LoggedActions;
import io.holdpoint.request.posted.LoggedActions.BrokenLineException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * An uploaded log, read: what could be used, in chunks as they are stored, and what could not.
 *
 * @param chunks in order, each at most {@link #CHUNK} characters
 * @param brokenLines how many there were
 * @param broken the first of them
 */
record ReadLog(List<String> chunks, int actions, int brokenLines, List<BrokenLine> broken) {

  static final int BYTES = 20 * 1024 * 1024;
  static final int CHUNK = 900_000;
  static final int BROKEN = 100;

  ReadLog {
    chunks = List.copyOf(chunks);
    broken = List.copyOf(broken);
  }

  /**
   * Reads to the end, or to the first limit that is passed.
   *
   * @throws BadInputException no line could be used, or the log is too large
   */
  static ReadLog of(InputStream ndjson) {
    try {
      return new Reading(new BufferedInputStream(ndjson, 1 << 16)).all();
    } catch (IOException e) {
      throw new BadInputException("log", "log: it did not arrive whole");
    }
  }

  private static final class Reading {

    private final InputStream in;
    private final List<String> chunks = new ArrayList<>();
    private final StringBuilder chunk = new StringBuilder();
    private final List<BrokenLine> broken = new ArrayList<>();
    private long bytes;
    private int lines;
    private int actions;
    private int brokenLines;

    private Reading(InputStream in) {
      this.in = in;
    }

    private ReadLog all() throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int b = in.read(); b >= 0; b = in.read()) {
        if (++bytes > BYTES) {
          throw tooLarge();
        }
        if (b == '\n') {
          take(line);
        } else if (line.size() <= LoggedActions.LINE_BYTES) {
          line.write(b); // one byte too many is kept, to know of a line that is too long
        }
      }
      take(line);
      if (actions == 0) {
        throw new BadInputException("log", "log: " + unusable());
      }
      if (!chunk.isEmpty()) {
        chunks.add(chunk.toString());
      }
      return new ReadLog(chunks, actions, brokenLines, broken);
    }

    private String unusable() {
      return broken.isEmpty()
          ? "it is empty; expected NDJSON, one action a line"
          : "none of its "
              + brokenLines
              + " lines could be used; line "
              + broken.getFirst().line()
              + ": "
              + broken.getFirst().why();
    }

    private static BadInputException tooLarge() {
      return new BadInputException(
          "log", "log: more than " + BYTES / 1024 / 1024 + " MiB; expected less");
    }

    private void take(ByteArrayOutputStream buffer) {
      byte[] line = buffer.toByteArray();
      buffer.reset();
      lines++;
      if (isBlank(line)) {
        return;
      }
      try {
        LoggedAction action = LoggedActions.read(line);
        if (++actions > SimulationDesk.MOST_LINES) {
          throw new BadInputException(
              "log", "log: more than " + SimulationDesk.MOST_LINES + " actions; expected fewer");
        }
        add(LogLines.write(lines, action));
      } catch (BrokenLineException e) {
        brokenLines++;
        if (broken.size() < BROKEN) {
          broken.add(new BrokenLine(lines, String.valueOf(e.getMessage())));
        }
      }
    }

    private static boolean isBlank(byte[] line) {
      for (byte b : line) {
        if (b != ' ' && b != '\t' && b != '\r') {
          return false;
        }
      }
      return true;
    }

    private void add(String text) {
      if (chunk.length() + text.length() > CHUNK && !chunk.isEmpty()) {
        chunks.add(chunk.toString());
        chunk.setLength(0);
      }
      chunk.append(text).append('\n');
    }
  }
}
