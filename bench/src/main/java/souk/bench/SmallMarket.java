package souk.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import souk.client.JobRequest;
import souk.client.Souk;
import souk.protocol.job.Arguments;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Price;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Invocation;
import souk.settlement.chain.Chain;
import souk.testnet.cluster.Participant;
import souk.testnet.cluster.Testnet;
import souk.testnet.cluster.TestnetPlan;

/** The smallest market that can run a job, with an account that posts jobs to it. */
final class SmallMarket implements AutoCloseable {
  private static final Price CEILING = Price.of(2_500_000);
  private static final Fuel FUEL_LIMIT = new Fuel(600_000_000);

  private final Testnet testnet;
  private final Souk souk;

  private SmallMarket(Testnet testnet, Souk souk) {
    this.testnet = testnet;
    this.souk = souk;
  }

  static SmallMarket start() throws IOException, InterruptedException {
    var directory = Files.createTempDirectory("souk-bench");
    var testnet = Testnet.prepare(TestnetPlan.trusting(), directory);
    try {
      testnet.startNodes();
      var souk = Participant.connect(testnet, Testnet.CONSUMER);
      souk.deposit(Amount.of(200_000_000));
      return new SmallMarket(testnet, souk);
    } catch (RuntimeException | InterruptedException e) {
      testnet.close();
      throw e;
    }
  }

  Souk souk() {
    return souk;
  }

  Chain chain() {
    return testnet.chain();
  }

  /** A run of the shortest routes through a town of that number. */
  static JobRequest route(int town) {
    return JobRequest.of(invocation(town), FUEL_LIMIT, CEILING);
  }

  static Invocation invocation(int town) {
    var arguments = new Arguments(List.of("200", String.valueOf(town)), new TreeMap<>());
    return new Invocation(module(), arguments, Bytes.EMPTY, new TreeMap<>());
  }

  @Override
  public void close() {
    souk.close();
    testnet.close();
  }

  private static Bytes module() {
    try {
      return Bytes.of(
          Files.readAllBytes(
              Path.of(System.getProperty("souk.root", "."), "examples/route/route.wasm")));
    } catch (IOException e) {
      throw new UncheckedIOException("the benchmark needs an example program", e);
    }
  }
}
