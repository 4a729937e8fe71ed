package souk.testnet.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.testnet.cluster.Testnet.CONSUMER;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.client.JobRequest;
import souk.client.Wishes;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.Result;
import souk.protocol.job.JobState;
import souk.protocol.offer.Tags;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.settlement.chain.Call;
import souk.settlement.chain.ChainEvent;
import souk.testnet.Main;
import souk.testnet.cluster.NodeProcess;
import souk.testnet.cluster.Participant;
import souk.testnet.cluster.Testnet;
import souk.testnet.cluster.TestnetPlan;
import souk.testnet.settlement.FaultyEndpoint;

/**
 * Providers killed in the moment they send a commitment or a reveal: one before the chain gets it,
 * one before the answer comes back.
 */
class KilledSenderTest {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final int SELECTOR_BYTES = 4;
  private static final Call COMMIT =
      new Call.CommitResults(List.of(new Call.ResultCommitment(Hash.ZERO, 0, Hash.ZERO)));
  private static final Call REVEAL =
      new Call.RevealResults(
          List.of(
              new Call.ResultReveal(
                  Hash.ZERO,
                  new Result(
                      Hash.ZERO,
                      Hash.ZERO,
                      new ExitStatus.Exited(0),
                      Fuel.ZERO,
                      Hash.ZERO,
                      List.of()),
                  Hash.ZERO)));

  @TempDir private Path directory;
  private final List<Seller> sellers = new ArrayList<>();
  private Testnet testnet;

  @AfterEach
  void stop() throws IOException {
    for (var seller : sellers) {
      seller.close();
    }
    testnet.close();
  }

  @Test
  void whoeverIsKilledWhileSendingIsPaidAndKeepsItsStake() throws Exception {
    var trusting = TestnetPlan.trusting();
    var plan = new TestnetPlan(trusting.blockTime(), 1, List.of(), 2, trusting.parameters());
    testnet = Testnet.prepare(plan, directory);
    testnet.addAccounts(
        Stream.of("commit-lost", "commit-sent", "reveal-lost", "reveal-sent").toList());
    testnet.startNodes();
    sellers.add(new Seller("commit-lost", COMMIT, false));
    sellers.add(new Seller("commit-sent", COMMIT, true));
    sellers.add(new Seller("reveal-lost", REVEAL, false));
    sellers.add(new Seller("reveal-sent", REVEAL, true));

    try (var souk = Participant.connect(testnet, CONSUMER)) {
      souk.deposit(Amount.of(50_000_000));
      var jobs = new ArrayList<Hash>();
      for (var seller : sellers) {
        jobs.add(souk.post(seller.job()));
      }

      for (var i = 0; i < jobs.size(); i++) {
        requirePaid(jobs.get(i), sellers.get(i));
      }
    }
  }

  private void requirePaid(Hash job, Seller seller) throws IOException {
    var index = testnet.operator().jobs();
    var isSettled =
        index.await(
            () ->
                index
                    .job(job)
                    .filter(it -> it.snapshot().state() instanceof JobState.Settled)
                    .isPresent(),
            PATIENCE);

    assertThat(isSettled).as("%s is paid: %s", seller.name, index.events(job)).isTrue();
    assertThat(seller.wasKilled).as(seller.name + " was killed").isTrue();
    assertThat(index.events(job))
        .filteredOn(ChainEvent.Committed.class::isInstance)
        .as("commitments of " + seller.name)
        .hasSize(1);
    assertThat(index.events(job))
        .noneMatch(
            event ->
                event instanceof ChainEvent.LateFeeCharged
                    || event instanceof ChainEvent.ProviderSlashed
                    || event instanceof ChainEvent.JobReopened);
    assertThat(index.job(job).orElseThrow().snapshot().provider()).contains(seller.address());
    assertThat(testnet.chain().provider(seller.address()).faults()).isZero();
    assertThat(new NodeLogs(directory).of(seller.name))
        .doesNotContain("slashed", "was late", "cannot be revealed");
  }

  /**
   * A provider that is killed and started again around the first transaction of a kind it sends.
   */
  private final class Seller implements FaultyEndpoint.Meddler, AutoCloseable {
    final String name;
    private final String selector;
    private final boolean isSent;
    private final int tag;
    private final FaultyEndpoint endpoint;
    private final NodeProcess process;
    private final AtomicBoolean isToBeKilled = new AtomicBoolean(true);
    volatile boolean wasKilled;

    /**
     * @param kind what it is killed over
     * @param isSent whether the chain has it by then
     */
    Seller(String name, Call kind, boolean isSent) throws IOException {
      this.name = name;
      var calldata = testnet.chain().encode(kind).bytes();
      this.selector = HexFormat.of().formatHex(Arrays.copyOf(calldata, SELECTOR_BYTES));
      this.isSent = isSent;
      this.tag = sellers.size() + 1;
      this.endpoint = new FaultyEndpoint(testnet.anvil().endpoint());
      var environment = new LinkedHashMap<>(testnet.environment(name));
      environment.put("SOUK_RPC", endpoint.uri().toString());
      var command =
          List.of(
              "provider",
              "run",
              "--price",
              "2",
              "--bond",
              "100",
              "--fuel-per-second",
              "10M",
              "--engine",
              "endive",
              "--tag",
              String.valueOf(tag));
      this.process = NodeProcess.start(name, Main.class, command, environment, directory);
      endpoint.turn(this);
    }

    Address address() {
      return testnet.account(name).address();
    }

    /** A job that no other seller takes. */
    JobRequest job() {
      return new JobRequest(
          Routes.invocation(100, tag),
          Routes.FUEL,
          JobRequest.DEFAULT_MEMORY,
          0,
          Routes.CEILING,
          Amount.ZERO,
          0,
          5,
          Tags.NONE.with(tag),
          JobRequest.DEFAULT_PATIENCE,
          Wishes.NONE);
    }

    @Override
    public Optional<String> refusal(JsonNode call) {
      return !isSent && kills(call)
          ? Optional.of("nobody is there to hear this")
          : Optional.empty();
    }

    @Override
    public void see(JsonNode call, ObjectNode reply) {
      if (isSent && reply.hasNonNull("result") && kills(call)) {
        reply.putNull("result");
      }
    }

    private boolean kills(JsonNode call) {
      var isMeant =
          call.path("method").asText().equals("eth_sendRawTransaction")
              && call.path("params").path(0).asText().contains(selector)
              && isToBeKilled.compareAndSet(true, false);
      if (isMeant) {
        process.kill();
        process.restart();
        wasKilled = true;
      }
      return isMeant;
    }

    @Override
    public void close() {
      process.kill();
      endpoint.close();
    }
  }
}
