import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The memory of the server process on this machine that listens on a port; Linux only. */
final class ServerMemory {

  private final Optional<Long> pid;

  private ServerMemory(Optional<Long> pid) {
    this.pid = pid;
  }

  static ServerMemory ofPort(int port) {
    try {
      Optional<String> inode = inode(Path.of("/proc/net/tcp"), port).or(() -> inode(Path.of("/proc/net/tcp6"), port));
      return new ServerMemory(inode.flatMap(ServerMemory::holder));
    } catch (RuntimeException e) {
      return new ServerMemory(Optional.empty());
    }
  }

  boolean known() {
    return pid.isPresent();
  }

  /** Resident memory in KB. */
  long residentKb() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + pid.orElseThrow() + "/status"))) {
        if (line.startsWith("VmRSS:")) {
          return Long.parseLong(line.replaceAll("[^0-9]", ""));
        }
      }
    } catch (IOException e) {
      return -1;
    }
    return -1;
  }

  /** What of the heap is in use after a full collection, in KB; -1 where jcmd cannot tell. */
  long liveHeapKb() throws IOException, InterruptedException {
    jcmd("GC.run");
    Matcher used = Pattern.compile("used (\\d+)K").matcher(jcmd("GC.heap_info"));
    long sum = used.find() ? Long.parseLong(used.group(1)) : -1;
    return sum;
  }

  private String jcmd(String command) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                pid.orElseThrow().toString(), command)
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes());
    process.waitFor();
    return said;
  }

  private static Optional<String> inode(Path table, int port) {
    String wanted = String.format(":%04X", port);
    try {
      for (String line : Files.readAllLines(table)) {
        String[] column = line.trim().split("\\s+");
        if (column.length > 9 && column[1].endsWith(wanted) && column[3].equals("0A")) {
          return Optional.of(column[9]);
        }
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  private static Optional<Long> holder(String inode) {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
          for (Path file : open) {
            if (Files.readSymbolicLink(file).toString().equals("socket:[" + inode + "]")) {
              return Optional.of(Long.parseLong(process.getFileName().toString()));
            }
          }
        } catch (IOException notOurs) {
          continue;
        }
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }
}
