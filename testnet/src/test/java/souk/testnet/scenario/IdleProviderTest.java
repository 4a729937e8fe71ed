package souk.testnet.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static souk.testnet.cluster.Testnet.CONSUMER;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.testnet.cluster.Participant;
import souk.testnet.cluster.Testnet;
import souk.testnet.cluster.TestnetPlan;

/**
 * A provider on a machine that its owner uses now and then. It sees the load and the terminals that
 * bubblewrap shows it in place of this machine's.
 */
class IdleProviderTest {
  private static final String SELLER = "seller";
  private static final String QUIET = "0.05 0.05 0.05 1/100 4711\n";
  private static final String BUSY = "900.00 100.00 50.00 900/1000 4711\n";

  @TempDir private Path directory;
  private Path load;
  private Testnet testnet;
  private Process seller;

  @BeforeEach
  void startEverything() throws Exception {
    assumeTrue(canShowAnotherMachine(), "bubblewrap cannot be used here");
    load = Files.writeString(directory.resolve("loadavg"), QUIET);
    var trusting = TestnetPlan.trusting();
    var plan = new TestnetPlan(trusting.blockTime(), 1, List.of(), 2, trusting.parameters());
    testnet = Testnet.prepare(plan, directory.resolve("testnet"));
    testnet.addAccounts(List.of(SELLER));
    testnet.startNodes();
    seller = startSeller();
  }

  @AfterEach
  void stop() {
    seller.descendants().forEach(ProcessHandle::destroyForcibly);
    seller.destroyForcibly();
    testnet.close();
  }

  @Test
  void pausesWhileTheMachineIsUsedAndGoesOnAfter() throws Exception {
    testnet.await("it has an offer", () -> !testnet.operator().jobs().offers().isEmpty());
    assertThat(status().has("takesNoJobs")).isFalse();

    Files.writeString(load, BUSY);
    testnet.await("it pauses", () -> new NodeLogs(directory).of(SELLER).contains("others keep"));
    assertThat(status().get("takesNoJobs").asText()).contains("others keep");
    try (var souk = Participant.connect(testnet, CONSUMER)) {
      souk.deposit(Amount.of(20_000_000));
      var job = souk.post(Routes.request(100, 1));
      testnet.await("blocks go by", blocksAfterNow(10));
      assertThat(testnet.chain().job(job).orElseThrow().provider()).isEmpty();

      Files.writeString(load, QUIET);
      testnet.await("the job is matched", () -> isMatched(job));
    }
    assertThat(new NodeLogs(directory).of(SELLER)).contains("new jobs are taken again");
    assertThat(status().has("takesNoJobs")).isFalse();
  }

  private static boolean canShowAnotherMachine() throws Exception {
    var file = Files.createTempFile("souk", "loadavg");
    var command = new ArrayList<>(view(file));
    command.add("true");
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } finally {
      Files.delete(file);
    }
  }

  private static List<String> view(Path load) {
    return List.of(
        "bwrap",
        "--die-with-parent",
        "--dev-bind",
        "/",
        "/",
        "--bind",
        load.toString(),
        "/proc/loadavg",
        "--tmpfs",
        "/dev/pts");
  }

  private Process startSeller() throws IOException {
    return SoukProcess.start(
        view(load),
        testnet.environment(SELLER),
        directory.resolve("seller.out"),
        directory.resolve("seller.log"),
        "provider",
        "run",
        "--price",
        "2",
        "--bond",
        "100",
        "--fuel-per-second",
        "10M",
        "--when",
        "idle");
  }

  private BooleanSupplier blocksAfterNow(int count) {
    var end = testnet.chain().head().number() + count;
    return () -> testnet.chain().head().number() >= end;
  }

  private JsonNode status() throws Exception {
    return SoukProcess.json(testnet.environment(SELLER), directory, "provider", "status");
  }

  private boolean isMatched(Hash job) {
    return testnet.chain().job(job).orElseThrow().provider().isPresent();
  }
}
