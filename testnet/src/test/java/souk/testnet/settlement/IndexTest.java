package souk.testnet.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import souk.protocol.job.JobState;
import souk.protocol.value.Hash;
import souk.settlement.chain.Call;
import souk.settlement.chain.Chain;
import souk.settlement.chain.ChainException;
import souk.settlement.chain.Deployment;
import souk.settlement.index.IndexedJob;
import souk.settlement.index.IndexedOffer;
import souk.settlement.index.JobIndex;
import souk.settlement.index.JobQuery;
import souk.settlement.journal.Journal;
import souk.settlement.web3j.Web3jChain;
import souk.testnet.chain.AnvilExtension;

class IndexTest {
  @RegisterExtension private static final AnvilExtension MARKET = new AnvilExtension();

  private static final Duration POLL = Duration.ofMillis(5);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private Path directory;
  private Story story;
  private Journal journal;

  @BeforeEach
  void begin() {
    story = new Story(MARKET);
    journal = Journal.open(directory.resolve("index.db"));
  }

  @AfterEach
  void end() {
    journal.close();
  }

  @Test
  void knowsAJobsWholeLife() {
    try (var index = start(MARKET.chain(), journal)) {
      var id = story.audited();
      settle(id);
      index.awaitCaughtUp(PATIENCE);

      var job = index.job(id).orElseThrow();
      assertThat(job.snapshot().state()).isEqualTo(new JobState.Settled());
      assertThat(job.result()).contains(Story.RESULT);
      assertThat(job.receipt().orElseThrow().fuelUsed()).isEqualTo(Story.RESULT.fuelUsed());
    }
  }

  @Test
  void knowsStandingOffersAlone() {
    try (var index = start(MARKET.chain(), journal)) {
      index.awaitCaughtUp(PATIENCE);
      assertThat(index.offers()).extracting(IndexedOffer::offer).containsExactly(story.offer);

      cancelOffer();
      index.awaitCaughtUp(PATIENCE);
      assertThat(index.offers()).isEmpty();
    }
  }

  @Test
  void isAfterAReorgWhatARebuildIs() {
    try (var index = start(MARKET.chain(), journal)) {
      var kept = story.post();
      var depthBefore = MARKET.chain().head().number();
      var undone = story.post();
      story.match(kept);
      cancelOffer();
      index.awaitCaughtUp(PATIENCE);
      assertThat(states(index)).hasSize(2);
      assertThat(index.offers()).isEmpty();

      reorgTo(depthBefore);
      var other = story.post();
      index.awaitCaughtUp(PATIENCE);

      try (var empty = Journal.open(directory.resolve("rebuilt.db"));
          var rebuilt = start(MARKET.chain(), empty)) {
        rebuilt.awaitCaughtUp(PATIENCE);
        assertThat(states(index))
            .isEqualTo(states(rebuilt))
            .containsOnlyKeys(story.id(kept), story.id(other))
            .doesNotContainKey(story.id(undone));
        assertThat(index.offers()).isEqualTo(rebuilt.offers()).hasSize(1);
        assertThat(index.job(story.id(kept)).orElseThrow().snapshot().state())
            .isInstanceOf(JobState.Open.class);
      }
    }
  }

  @Test
  void goesOnAfterAnOutage() {
    var faulty = FaultyChain.over(MARKET.chain());
    try (var index = start(faulty.chain(), journal)) {
      index.awaitCaughtUp(PATIENCE);
      faulty.cut(true);
      var job = story.post();
      faulty.cut(false);

      index.awaitCaughtUp(PATIENCE);
      assertThat(index.job(story.id(job))).isPresent();
    }
  }

  @Test
  void refusesAChainThatWasStartedAnew() {
    var there = MARKET.deployment();
    var gone =
        new Deployment(
            there.chainId(),
            Hash.ZERO,
            there.market(),
            there.orders(),
            there.history(),
            there.court(),
            there.lens(),
            there.agents(),
            there.identities(),
            there.randomness(),
            there.token(),
            there.tokenDecimals(),
            there.block());

    assertThatThrownBy(() -> Web3jChain.connect(List.of(MARKET.anvil().endpoint()), gone))
        .isInstanceOfSatisfying(
            ChainException.class, failure -> assertThat(failure.isRetryable()).isFalse())
        .hasMessageContaining("started anew");
  }

  private static JobIndex start(Chain chain, Journal journal) {
    return JobIndex.start(chain, journal, POLL);
  }

  private void cancelOffer() {
    var id = MARKET.deployment().domain().offerId(story.offer);
    MARKET.land(story.provider, new Call.CancelOffers(List.of(id)));
  }

  /** Replaces every block above that height by an empty one. */
  private static void reorgTo(long height) {
    MARKET.anvil().reorg((int) (MARKET.chain().head().number() - height));
  }

  private void settle(Hash id) {
    while (!story.job(id).state().isFinal()) {
      story.exit(id);
    }
  }

  private static Map<Hash, JobState> states(JobIndex index) {
    return index.jobs(JobQuery.newest(JobQuery.MOST)).jobs().stream()
        .map(IndexedJob::snapshot)
        .collect(Collectors.toMap(job -> job.id(), job -> job.state(), (one, other) -> one));
  }
}
