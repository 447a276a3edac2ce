package io.holdpoint.audit.chain;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The command that verifies an export: {@code export.ndjson key.pem [heads.ndjson]}. */
public final class VerifyAudit {

  private static final String USAGE =
      """
      usage: verify-audit <export.ndjson> <key.pem> [<heads.ndjson>]
        export.ndjson  from GET /v1/audit/export
        key.pem        the public key, from GET /v1/audit/key; several may follow each other
        heads.ndjson   heads that were kept off the host, if there are any
      exit status: 0 every record is as it was written; 1 something was altered; 2 wrong use
      """;

  private VerifyAudit() {}

  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), System.out, System.err));
  }

  /**
   * @return the exit status
   */
  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    if (arguments.size() < 2 || arguments.size() > 3) {
      err.print(USAGE);
      return 2;
    }
    try {
      var check = new ExportCheck(ChainKeys.ofPem(Files.readString(Path.of(arguments.get(1)))));
      if (arguments.size() == 3) {
        long number = 0;
        for (String head : Files.readAllLines(Path.of(arguments.get(2)))) {
          check.know(head, ++number);
        }
      }
      try (BufferedReader lines = Files.newBufferedReader(Path.of(arguments.get(0)))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          check.next(line);
        }
      } catch (CharacterCodingException e) {
        out.println("ALTERED: the export is not in UTF-8");
        return 1;
      }
      return told(check.end(), out);
    } catch (IOException e) {
      err.println("cannot read " + e.getMessage());
      return 2;
    } catch (IllegalArgumentException e) {
      err.println(arguments.get(1) + ": " + e.getMessage());
      return 2;
    }
  }

  private static int told(ExportCheck.Result result, PrintStream out) {
    if (result.good()) {
      out.println("GOOD: " + result.what());
      out.println(
          result.records() + " records and " + result.heads() + " signed heads are as written");
      return 0;
    }
    out.println("ALTERED: " + result.what());
    result.faults().forEach(out::println);
    if (result.more() > 0) {
      out.println("and " + result.more() + " more");
    }
    return 1;
  }
}
