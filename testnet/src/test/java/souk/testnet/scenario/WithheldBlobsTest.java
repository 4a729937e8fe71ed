package souk.testnet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.client.JobOutcome;
import souk.protocol.codec.ChunkTree;
import souk.protocol.codec.Digests;
import souk.protocol.value.Amount;
import souk.settlement.chain.AuditEvent;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.DemandEvent;
import souk.testnet.cluster.Participant;
import souk.testnet.cluster.Testnet;
import souk.testnet.cluster.TestnetPlan;

/** Drawn verifiers whom every market node keeps a job's module from. */
class WithheldBlobsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final List<String> VERIFIERS = List.of("verifier-1", "verifier-2");

  @TempDir private Path directory;

  @Test
  void theyDemandItOnChainRunItAndAgree() throws InterruptedException {
    try (var testnet = Testnet.prepare(TestnetPlan.trusting(), directory);
        var node = new Withholder(testnet.markets().getFirst())) {
      node.withhold(Digests.sha256(Routes.MODULE.toArray()));
      VERIFIERS.forEach(name -> testnet.addFlags(name, "--markets", node.address().toString()));
      testnet.startNodes();

      try (var souk = Participant.connect(testnet, Testnet.CONSUMER)) {
        souk.deposit(Amount.of(100_000_000));
        var job = souk.post(Routes.request(100, 7));
        assertThat(souk.await(job, PATIENCE)).isInstanceOf(JobOutcome.Settled.class);

        var events = testnet.events(job);
        var chunks = ChunkTree.count(Routes.MODULE.toArray());
        assertThat(all(events, DemandEvent.ChunkDemanded.class))
            .hasSize(chunks)
            .allMatch(demand -> VERIFIERS.contains(testnet.nameOf(demand.demander())));
        assertThat(all(events, DemandEvent.ChunkAnswered.class)).hasSize(chunks);
        assertThat(all(events, AuditEvent.AnswerRevealed.class)).hasSize(VERIFIERS.size());
        assertThat(all(events, AuditEvent.UnableDeclared.class)).isEmpty();
      }
    }
  }

  private static <T extends ChainEvent> List<T> all(List<ChainEvent> events, Class<T> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
