package souk.bench.canned;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import souk.protocol.value.Hash;
import souk.settlement.chain.DeploymentFile;
import souk.settlement.chain.Head;

/**
 * A {@link CannedChain} in a process of its own, which has all logs ready before it is asked for
 * any: making them up takes no time of what is measured, only sending them does.
 */
public final class CannedProcess implements AutoCloseable {
  private static final String MAX_HEAP = "-Xmx2g";

  private final Process process;
  private final URI endpoint;

  private CannedProcess(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /**
   * Starts one.
   *
   * @param directory where it may leave a file
   * @param node a real endpoint of the market's chain
   * @throws IOException if it does not begin to serve
   */
  public static CannedProcess start(CannedMarket market, Path directory, URI node)
      throws IOException {
    var deployment = directory.resolve("canned-deployment.json");
    DeploymentFile.write(market.deployment(), deployment);
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                MAX_HEAP,
                "-cp",
                System.getProperty("java.class.path"),
                CannedProcess.class.getName(),
                deployment.toString(),
                node.toString(),
                String.valueOf(market.parent().number()),
                market.parent().hash().toString(),
                String.valueOf(market.firstTime()),
                String.valueOf(market.providers()),
                String.valueOf(market.jobs()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var endpoint = firstLine(process);
    if (endpoint == null) {
      process.destroy();
      throw new IOException("the process that serves a canned chain did not begin to");
    }
    return new CannedProcess(process, URI.create(endpoint));
  }

  /** Serves until its input ends: with the process that started it. */
  public static void main(String[] arguments) throws IOException {
    var parent =
        new Head(Long.parseLong(arguments[2]), Hash.parse(arguments[3]), Hash.ZERO, Instant.EPOCH);
    var market =
        new CannedMarket(
            DeploymentFile.read(Path.of(arguments[0])),
            parent,
            Long.parseLong(arguments[4]),
            Integer.parseInt(arguments[5]),
            Integer.parseInt(arguments[6]));
    try (var chain = CannedChain.prepared(market, URI.create(arguments[1]))) {
      System.out.println(chain.endpoint());
      while (System.in.read() >= 0) {
        // Nothing is said to it.
      }
    }
  }

  /** Where it listens. */
  public URI endpoint() {
    return endpoint;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }

  private static @Nullable String firstLine(Process process) throws IOException {
    return new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))
        .readLine();
  }
}
