package io.holdpoint.insight;

import java.time.Duration;

/**
 * How long a text takes to read. Adults read English non-fiction silently at 238 words a minute on
 * the average of 190 studies, most of them between 175 and 300 (M. Brysbaert, <i>How many words do
 * we read per minute? A review and meta-analysis of reading rate</i>, Journal of Memory and
 * Language 109, 2019, article 104047); with six characters a word, the space included, that is
 * about 24 characters a second.
 */
final class ReadingSpeed {

  static final int WORDS_A_MINUTE = 238;
  static final int CHARACTERS_A_WORD = 6;

  /** Characters of one request that count: what is longer is searched, not read. */
  static final int MOST_CHARACTERS = 6_000;

  /** What a request's page has to be read besides what the agent sent. */
  static final int OF_THE_PAGE = 120;

  private ReadingSpeed() {}

  static Duration of(int characters) {
    return Duration.ofMillis(characters * 60_000L / (WORDS_A_MINUTE * CHARACTERS_A_WORD));
  }

  /**
   * Whether it was decided in less than half of the time: hardly anybody reads at twice the
   * average.
   */
  static boolean isTooFast(Duration took, int characters) {
    return took.compareTo(of(characters).dividedBy(2)) < 0;
  }
}
