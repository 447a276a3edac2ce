package io.holdpoint.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.desk.PolicyDesk.DiffLine;
import io.holdpoint.model.desk.PolicyDesk.DiffLine.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextDiffTest {

  private static String lines(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(i -> i + "\n").collect(Collectors.joining());
  }

  @Test
  void showsAChangeWithThreeLinesAroundItAndSkipsTheRest() {
    String before = lines(1, 20);
    assertThat(TextDiff.lines(before, before.replace("10\n", "ten\nand a half\n")))
        .containsExactly(
            new DiffLine(Kind.SKIPPED, 0, 0, "6 lines"),
            new DiffLine(Kind.SAME, 7, 7, "7"),
            new DiffLine(Kind.SAME, 8, 8, "8"),
            new DiffLine(Kind.SAME, 9, 9, "9"),
            new DiffLine(Kind.REMOVED, 10, 0, "10"),
            new DiffLine(Kind.ADDED, 0, 10, "ten"),
            new DiffLine(Kind.ADDED, 0, 11, "and a half"),
            new DiffLine(Kind.SAME, 11, 12, "11"),
            new DiffLine(Kind.SAME, 12, 13, "12"),
            new DiffLine(Kind.SAME, 13, 14, "13"),
            new DiffLine(Kind.SKIPPED, 0, 0, "7 lines"));
  }

  @Test
  void saysNothingOfTextsThatAreTheSame() {
    assertThat(TextDiff.lines(lines(1, 9), lines(1, 9))).isEmpty();
    assertThat(TextDiff.lines("", "")).isEmpty();
    assertThat(TextDiff.lines("a\r\nb", "a\nb\n")).isEmpty();
  }

  @Test
  void theNewTextCanBeReadOffWhateverTheChange() {
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      List<String> before = texts(random);
      List<String> after = texts(random);
      int old = 0;
      int now = 0;
      for (DiffLine line : TextDiff.lines(String.join("\n", before), String.join("\n", after))) {
        switch (line.kind()) {
          case SAME -> {
            assertThat(line.before()).isEqualTo(++old);
            assertThat(line.after()).isEqualTo(++now);
            assertThat(after.get(now - 1)).isEqualTo(line.text());
            assertThat(before.get(old - 1)).isEqualTo(line.text());
          }
          case REMOVED -> {
            assertThat(line.before()).isEqualTo(++old);
            assertThat(before.get(old - 1)).isEqualTo(line.text());
          }
          case ADDED -> {
            assertThat(line.after()).isEqualTo(++now);
            assertThat(after.get(now - 1)).isEqualTo(line.text());
          }
          case SKIPPED -> {
            int skipped = Integer.parseInt(line.text().replace(" lines", ""));
            for (int i = 0; i < skipped; i++) {
              assertThat(after.get(now++)).isEqualTo(before.get(old++));
            }
          }
        }
      }
    }
  }

  private static List<String> texts(Random random) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      if (random.nextInt(8) > 0) {
        texts.add(random.nextInt(6) == 0 ? "x" + random.nextInt(3) : String.valueOf(i));
      }
    }
    return texts.isEmpty() ? List.of("x") : texts;
  }

  @Test
  void textsThatDifferEverywhereAreShownWhole() {
    String before =
        IntStream.range(0, 9_000).mapToObj(i -> "a" + i).collect(Collectors.joining("\n"));
    String after =
        IntStream.range(0, 9_000).mapToObj(i -> "b" + i).collect(Collectors.joining("\n"));
    assertThat(TextDiff.lines("x\n" + before, "x\n" + after)).hasSize(18_001);
  }
}
