package souk.testnet.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.protocol.job.JobSpec;
import souk.protocol.job.JobState;
import souk.protocol.offer.Offer;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.Call;
import souk.settlement.chain.Seat;
import souk.settlement.index.IndexedMarket;
import souk.settlement.index.JobIndex;
import souk.settlement.journal.Journal;
import souk.settlement.keys.AccountKey;
import souk.testnet.chain.AnvilExtension;

/** On a real chain too, an index is after whatever reorgs what one is that reads it anew. */
class IndexReorgPropertiesTest {
  @RegisterExtension
  private static final AnvilExtension MARKET = new AnvilExtension(Markets.whereOneAuditSuffices());

  private static final Duration POLL = Duration.ofMillis(5);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int STEPS = 60;
  private static final int DEEPEST = 64;

  @TempDir private Path directory;
  private final List<JobSpec> jobs = new ArrayList<>();
  private final List<Offer> offers = new ArrayList<>();
  private Story story;

  @BeforeEach
  void begin() {
    story = new Story(MARKET);
    // No reorg is to reach what the story stands on.
    MARKET.anvil().mine(DEEPEST + 1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void isWhatARebuildIs(long seed) {
    var random = new Random(seed);
    var journal = Journal.open(directory.resolve("index.db"));
    var index = JobIndex.start(MARKET.chain(), journal, POLL);
    for (var step = 0; step < STEPS; step++) {
      happen(random);
      if (random.nextInt(8) == 0) {
        index.close();
        journal.close();
        journal = Journal.open(directory.resolve("index.db"));
        index = JobIndex.start(MARKET.chain(), journal, POLL);
      }
      if (step % 6 == 5) {
        compare(index, step);
      }
    }
    assertThat(index.live()).isNotEmpty();
    index.close();
    journal.close();
  }

  private void happen(Random random) {
    switch (random.nextInt(9)) {
      case 0 -> jobs.add(story.post());
      case 1 -> postOffer();
      case 2 -> cancelOffer(random);
      case 3 -> MARKET.land(story.provider, new Call.Bond(Story.TOKEN));
      case 4 -> MARKET.land(story.verifiers.get(0), new Call.BondVerifier(Story.TOKEN));
      case 5 -> deposit(story.consumer);
      case 6 -> reorg(1 + random.nextInt(random.nextBoolean() ? 4 : DEEPEST), random);
      default -> advance(random);
    }
  }

  private void reorg(int depth, Random random) {
    MARKET.anvil().reorg(depth);
    MARKET.anvil().mine(random.nextInt(3));
    jobs.removeIf(job -> MARKET.chain().job(story.id(job)).isEmpty());
  }

  private void postOffer() {
    var offer = story.newOffer();
    MARKET.land(story.provider, new Call.PostOffers(List.of(offer)));
    offers.add(offer);
  }

  private void cancelOffer(Random random) {
    if (!offers.isEmpty()) {
      var offer = offers.remove(random.nextInt(offers.size()));
      var id = MARKET.deployment().domain().offerId(offer);
      MARKET.land(story.provider, new Call.CancelOffers(List.of(id)));
    }
  }

  private void deposit(AccountKey account) {
    MARKET.land(account, new Call.Mint(account.address(), Story.TOKEN));
    MARKET.land(account, new Call.Approve(Story.TOKEN));
    MARKET.land(account, new Call.Deposit(Story.TOKEN));
  }

  /** Takes the next step of some job's honest life. */
  private void advance(Random random) {
    if (jobs.isEmpty()) {
      jobs.add(story.post());
      return;
    }
    var job = jobs.get(random.nextInt(jobs.size()));
    var id = story.id(job);
    switch (story.job(id).state()) {
      case JobState.Open _ -> story.match(job);
      case JobState.Running _ -> story.commit(id, Story.RESULT);
      case JobState.Clear _, JobState.AuditProviderReveal _ -> story.reveal(id, Story.RESULT);
      case JobState.AuditCommit _ when isWaitedFor(id) -> story.commitAnswers(id, Story.RESULT);
      case JobState.AuditReveal _ -> story.revealAnswers(id, Story.RESULT);
      case JobState.Settled _, JobState.Refunded _, JobState.Void _ -> jobs.remove(job);
      case JobState.AuditCommit _, JobState.Committed _, JobState.Revealed _, JobState.Disputed _ ->
          story.exit(id);
    }
  }

  private boolean isWaitedFor(Hash id) {
    return !story.seatsThatAre(Seat.Status.WAITING, id).isEmpty();
  }

  private void compare(JobIndex index, int step) {
    index.awaitCaughtUp(PATIENCE);
    try (var journal = Journal.open(directory.resolve("rebuilt-%d.db".formatted(step)));
        var rebuilt = JobIndex.start(MARKET.chain(), journal, POLL)) {
      rebuilt.awaitCaughtUp(PATIENCE);
      IndexedMarket.of(index, accounts()).requireSameAs(IndexedMarket.of(rebuilt, accounts()));
    }
  }

  private List<Address> accounts() {
    return Stream.concat(
            Stream.of(story.consumer, story.provider, story.node), story.verifiers.stream())
        .map(AccountKey::address)
        .toList();
  }
}
