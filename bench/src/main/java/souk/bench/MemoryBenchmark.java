package souk.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import souk.bench.canned.CannedChain;
import souk.bench.canned.CannedMarket;
import souk.client.api.NodeInfo;
import souk.client.market.JobFilter;
import souk.client.market.MarketClient;
import souk.client.market.MarketException;
import souk.testnet.Main;
import souk.testnet.cluster.Testnet;
import souk.testnet.cluster.TestnetPlan;

/**
 * What a market node takes that has followed 10,000 providers and 1,000,000 jobs, fed in as logs
 * over JSON-RPC, and how soon it is there again from its journal.
 */
final class MemoryBenchmark implements Benchmark {
  private static final int PROVIDERS = 10_000;
  private static final int JOBS = Integer.getInteger("souk.bench.jobs", 1_000_000);
  private static final String NODE = "market-1";
  private static final String MAX_HEAP = "-Xmx640m";
  private static final long AIM_MIB = 1024;
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofMinutes(60);
  private static final long KIB_A_MIB = 1024;

  @Override
  public Report run() throws Exception {
    try (var directory = new WorkDirectory();
        var testnet =
            Testnet.prepare(TestnetPlan.trusting(), directory.path().resolve("testnet"))) {
      var parent = testnet.chain().head();
      var time = Instant.now().getEpochSecond() - JOBS / CannedMarket.JOBS_A_BLOCK;
      var market = new CannedMarket(testnet.deployment(), parent, time, PROVIDERS, JOBS);
      try (var chain = CannedChain.start(market, testnet.anvil().endpoint())) {
        return measure(testnet, chain, market);
      }
    }
  }

  private static Report measure(Testnet testnet, CannedChain chain, CannedMarket market)
      throws IOException {
    var figures = new ArrayList<Figure>();
    var home = testnet.account(NODE).home();
    try (var node = new Node(testnet, chain)) {
      var seconds = node.awaitBlock(market.lastBlock());
      figures.add(Figure.of("index_s", Math.round(seconds), "s"));
      figures.add(Figure.of("index_events_per_s", Math.round(market.logs() / seconds), "1/s"));
      node.readPages();
      figures.add(Figure.of("memory_peak_mib", node.memoryMib("VmHWM"), "MiB", AIM_MIB));
      figures.add(Figure.of("memory_mib", node.memoryMib("VmRSS"), "MiB"));
    }
    figures.add(Figure.of("home_mib", sizeBytes(home) >> 20, "MiB"));
    try (var node = new Node(testnet, chain)) {
      figures.add(Figure.millis("restart_ms", 1000 * node.awaitBlock(market.lastBlock())));
      node.readPages();
      figures.add(Figure.of("restarted_peak_mib", node.memoryMib("VmHWM"), "MiB", AIM_MIB));
    }
    return new Report(
        figures,
        List.of(
            "%,d providers, %,d jobs, %,d logs; the node runs as ./souk market run starts it: %s"
                .formatted(PROVIDERS, JOBS, market.logs(), MAX_HEAP)));
  }

  private static long sizeBytes(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  /** A market node as a process of its own. */
  private static final class Node implements AutoCloseable {
    private final Process process;
    private final MarketClient client;
    private final long begun = System.nanoTime();

    Node(Testnet testnet, CannedChain chain) throws IOException {
      var port = freePort();
      var builder =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:+UseSerialGC",
                  MAX_HEAP,
                  "--enable-native-access=ALL-UNNAMED",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Main.class.getName(),
                  "market",
                  "run",
                  "--port",
                  String.valueOf(port))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.INHERIT);
      builder.environment().putAll(testnet.environment(NODE));
      builder.environment().putAll(Map.of("SOUK_RPC", chain.endpoint().toString()));
      this.process = builder.start();
      this.client = new MarketClient(URI.create("http://127.0.0.1:" + port));
    }

    /** Seconds until it has followed the chain to that block. */
    double awaitBlock(long number) {
      var end = begun + PATIENCE.toNanos();
      var told = 0L;
      while (System.nanoTime() < end && process.isAlive()) {
        var head = head();
        if (head >= number) {
          return (System.nanoTime() - begun) / 1e9;
        }
        if (head >= told + 1000) {
          told = head;
          System.err.printf("block %,d of %,d, %,d MiB%n", head, number, memory("VmRSS"));
        }
        LockSupport.parkNanos(POLL.toNanos());
      }
      throw new IllegalStateException("the node did not follow the chain to its end");
    }

    void readPages() {
      var jobs = client.jobs(JobFilter.ALL).jobs();
      if (jobs.isEmpty() || client.job(jobs.getFirst().id()).isEmpty()) {
        throw new IllegalStateException("the node does not tell what it has followed");
      }
      client.offers(JobFilter.ALL.page());
    }

    long memoryMib(String line) throws IOException {
      try (var status = Files.lines(Path.of("/proc", "" + process.pid(), "status"))) {
        return status
                .filter(it -> it.startsWith(line))
                .mapToLong(it -> Long.parseLong(it.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow()
            / KIB_A_MIB;
      }
    }

    @Override
    public void close() {
      process.destroy();
      process.onExit().join();
    }

    private long memory(String line) {
      try {
        return memoryMib(line);
      } catch (IOException e) {
        return 0;
      }
    }

    private long head() {
      try {
        NodeInfo info = client.info();
        return info.headBlock();
      } catch (MarketException e) {
        return -1;
      }
    }

    private static int freePort() throws IOException {
      try (var socket = new ServerSocket(0)) {
        return socket.getLocalPort();
      }
    }
  }
}
