import io.camunda.zeebe.process.test.api.ZeebeTestEngine;
import io.camunda.zeebe.process.test.engine.EngineFactory;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Runs the in-memory engine and obeys its standard input: {@code forward <milliseconds>} moves its
 * clock. Ends with its input. Run as a source file: {@code java -cp <class path>
 * InMemoryEngine.java <port>}.
 */
final class InMemoryEngine {

  public static void main(String[] args) throws Exception {
    ZeebeTestEngine engine = EngineFactory.create(Integer.parseInt(args[0]));
    engine.start();
    System.out.println("ready");
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      if (order.startsWith("forward ")) {
        engine.increaseTime(Duration.ofMillis(Long.parseLong(order.substring(8))));
        System.out.println("done");
      }
    }
    engine.stop();
    System.exit(0);
  }
}
