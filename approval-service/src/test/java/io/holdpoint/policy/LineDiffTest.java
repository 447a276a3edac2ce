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

class LineDiffTest {

  private static String lines(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(i -> "line " + i + "\n")
        .collect(Collectors.joining());
  }

  @Test
  void theSameTextHasNoDifference() {
    assertThat(LineDiff.between(lines(1, 5), lines(1, 5))).isEmpty();
    assertThat(LineDiff.between("", "")).isEmpty();
  }

  @Test
  void showsWhatChangedWithThreeLinesAroundIt() {
    String after = lines(1, 20).replace("line 10\n", "line ten\nand more\n");
    assertThat(LineDiff.between(lines(1, 20), after))
        .containsExactly(
            new DiffLine(Kind.SKIPPED, 1, 1, "6 lines the same"),
            new DiffLine(Kind.SAME, 7, 7, "line 7"),
            new DiffLine(Kind.SAME, 8, 8, "line 8"),
            new DiffLine(Kind.SAME, 9, 9, "line 9"),
            new DiffLine(Kind.REMOVED, 10, 0, "line 10"),
            new DiffLine(Kind.ADDED, 0, 10, "line ten"),
            new DiffLine(Kind.ADDED, 0, 11, "and more"),
            new DiffLine(Kind.SAME, 11, 12, "line 11"),
            new DiffLine(Kind.SAME, 12, 13, "line 12"),
            new DiffLine(Kind.SAME, 13, 14, "line 13"),
            new DiffLine(Kind.SKIPPED, 14, 15, "7 lines the same"));
    assertThat(LineDiff.inShort(lines(1, 20), after)).isEqualTo("+2 −1 lines");
  }

  @Test
  void fromAndToNothing() {
    assertThat(LineDiff.between("", "a\n")).containsExactly(new DiffLine(Kind.ADDED, 0, 1, "a"));
    assertThat(LineDiff.between("a\n", "")).containsExactly(new DiffLine(Kind.REMOVED, 1, 0, "a"));
  }

  @Test
  void leadsFromOneTextToTheOtherWhateverTheyAre() {
    Random random = new Random(20261122);
    for (int round = 0; round < 500; round++) {
      String before = some(random);
      String after = some(random);
      List<DiffLine> diff = LineDiff.between(before, after);
      List<String> old = new ArrayList<>();
      List<String> made = new ArrayList<>();
      for (DiffLine line : diff) {
        if (line.kind() == Kind.SKIPPED) {
          int count = Integer.parseInt(line.text().substring(0, line.text().indexOf(' ')));
          List<String> same = before.lines().skip(line.before() - 1).limit(count).toList();
          old.addAll(same);
          made.addAll(same);
        } else {
          if (line.kind() != Kind.ADDED) {
            old.add(line.text());
            assertThat(old).hasSize(line.before());
          }
          if (line.kind() != Kind.REMOVED) {
            made.add(line.text());
            assertThat(made).hasSize(line.after());
          }
        }
      }
      if (!before.equals(after)) {
        assertThat(old).isEqualTo(before.lines().toList());
        assertThat(made).isEqualTo(after.lines().toList());
      }
    }
  }

  private static String some(Random random) {
    return random
        .ints(random.nextInt(40), 0, 6)
        .mapToObj(i -> "abcdef".charAt(i) + "\n")
        .collect(Collectors.joining());
  }

  @Test
  void isShortestWhereItCanBe() {
    assertThat(LineDiff.inShort("a\nb\nc\na\nb\nb\na\n", "c\nb\na\nb\na\nc\n"))
        .isEqualTo("+2 −3 lines");
  }

  @Test
  void textsThatHaveNothingInCommonAreQuicklyShownAsReplacedAndCutOff() {
    String before = lines(1, 60_000);
    String after = lines(100_000, 160_000);
    List<DiffLine> diff = LineDiff.between(before, after);
    assertThat(diff).hasSize(LineDiff.MOST_LINES + 1);
    assertThat(diff.getLast()).isEqualTo(new DiffLine(Kind.SKIPPED, 4_001, 0, "116001 more lines"));
    assertThat(LineDiff.inShort(before, after)).isEqualTo("+60001 −60000 lines");
  }
}
