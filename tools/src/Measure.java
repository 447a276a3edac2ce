import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Durations that were measured, and what is said of them. */
final class Measure {

  private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();

  void add(long duration) {
    nanos.add(duration);
  }

  int count() {
    return nanos.size();
  }

  /** In nanoseconds; something has to have been measured. */
  double median() {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    return at(sorted, 0.50) * 1e6;
  }

  /** Such as {@code p50 1.2 ms, p99 8.0 ms, max 9.1 ms}. */
  @Override
  public String toString() {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    if (sorted.length == 0) {
      return "nothing measured";
    }
    return String.format(
        Locale.ROOT, "p50 %.1f ms, p99 %.1f ms, max %.1f ms",
        at(sorted, 0.50), at(sorted, 0.99), Arrays.stream(sorted).max().orElse(0) / 1e6);
  }

  private static double at(long[] sorted, double part) {
    return sorted[(int) Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)] / 1e6;
  }
}
