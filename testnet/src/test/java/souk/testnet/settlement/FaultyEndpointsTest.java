package souk.testnet.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import souk.protocol.job.JobState;
import souk.protocol.value.Hash;
import souk.settlement.chain.Call;
import souk.settlement.chain.Chain;
import souk.settlement.index.IndexedJob;
import souk.settlement.index.JobIndex;
import souk.settlement.index.JobQuery;
import souk.settlement.journal.Journal;
import souk.settlement.rpc.ConnectionLimits;
import souk.settlement.web3j.Web3jChain;
import souk.testnet.chain.AnvilExtension;

/** What an index knows, whatever its endpoints do, is what one over an honest endpoint knows. */
class FaultyEndpointsTest {
  @RegisterExtension private static final AnvilExtension MARKET = new AnvilExtension();

  private static final Duration POLL = Duration.ofMillis(5);
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final ConnectionLimits LIMITS =
      new ConnectionLimits(Duration.ofMillis(500), 2 << 20, Duration.ofMillis(20));

  @TempDir private Path directory;
  private Story story;
  private int journals;

  @BeforeEach
  void begin() {
    story = new Story(MARKET);
  }

  @ParameterizedTest
  @EnumSource
  void knowsAllWhileOneOfTwoEndpointsIsFaulty(Fault fault) throws IOException {
    try (var faulty = new FaultyEndpoint(MARKET.anvil().endpoint());
        var chain = connect(faulty.uri(), MARKET.anvil().endpoint())) {
      live(chain, faulty, () -> fault);
    }
  }

  @Test
  void knowsAllThoughTheOnlyEndpointFailsAndLiesNowAndThen() throws IOException {
    // What an endpoint keeps to itself whatever it is asked, nobody can know.
    var faults =
        EnumSet.complementOf(
            EnumSet.of(Fault.NO_LOGS, Fault.HALF_THE_LOGS, Fault.SILENT, Fault.STATUS_429));
    var choice = List.copyOf(faults);
    var random = new Random(5);
    try (var faulty = new FaultyEndpoint(MARKET.anvil().endpoint());
        var chain = connect(faulty.uri())) {
      live(
          chain,
          faulty,
          () -> random.nextInt(3) == 0 ? choice.get(random.nextInt(choice.size())) : Fault.NONE);
    }
  }

  private void live(Chain chain, FaultyEndpoint endpoint, Supplier<Fault> faults) {
    var before = MARKET.chain().head().number();
    var kept = story.post();
    MARKET.anvil().mine(5);
    endpoint.turn(faults, before);
    try (var journal = freshJournal();
        var index = JobIndex.start(chain, journal, POLL)) {
      requireExact(index, story.id(kept));
      var undone = story.post();
      story.match(kept);
      requireExact(index, story.id(kept), story.id(undone));

      MARKET.anvil().reorg(2);
      cancelOffer();
      requireExact(index, story.id(kept));
    }
  }

  private void requireExact(JobIndex index, Hash... jobs) {
    var head = Optional.of(MARKET.chain().head());

    assertThat(index.await(() -> index.head().equals(head), PATIENCE)).isTrue();
    try (var journal = freshJournal();
        var honest = JobIndex.start(MARKET.chain(), journal, POLL)) {
      honest.awaitCaughtUp(PATIENCE);
      assertThat(states(index)).isEqualTo(states(honest)).containsOnlyKeys(jobs);
      assertThat(index.offers()).isEqualTo(honest.offers());
      for (var job : jobs) {
        assertThat(index.events(job)).isEqualTo(honest.events(job)).doesNotHaveDuplicates();
      }
    }
  }

  private Journal freshJournal() {
    return Journal.open(directory.resolve("index-%d.db".formatted(journals++)));
  }

  private static Map<Hash, JobState> states(JobIndex index) {
    return index.jobs(JobQuery.newest(100)).jobs().stream()
        .map(IndexedJob::snapshot)
        .collect(Collectors.toMap(job -> job.id(), job -> job.state()));
  }

  private void cancelOffer() {
    var id = MARKET.deployment().domain().offerId(story.offer);
    MARKET.land(story.provider, new Call.CancelOffers(List.of(id)));
  }

  private static Chain connect(URI... endpoints) {
    return Web3jChain.connect(List.of(endpoints), MARKET.deployment(), LIMITS);
  }
}
