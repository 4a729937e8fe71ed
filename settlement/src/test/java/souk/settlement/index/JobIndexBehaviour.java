package souk.settlement.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import souk.protocol.job.JobState;
import souk.protocol.value.Hash;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.ChainException;
import souk.settlement.chain.Head;
import souk.settlement.journal.Journal;
import souk.settlement.journal.JournalPlace;
import souk.settlement.journal.Schema;

/** What an index does, wherever its journal is. */
abstract class JobIndexBehaviour {
  final FakeChain chain = new FakeChain();
  private final Random random = new Random(7);
  private JournalPlace place;
  private Journal journal;

  /** A place for a journal that nobody has used. */
  abstract JournalPlace freshPlace();

  @BeforeEach
  void open() {
    place = freshPlace();
    journal = Journal.open(place);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void goesOnFromItsJournal() {
    mine(1_700);
    var before = IndexedMarket.of(caughtUp(), IndexedMarket.parties());
    assertThat(chain.takeRanges()).isEqualTo(4);
    chain.takeContractReads();

    reopen();
    mine(1);
    var index = caughtUp();

    assertThat(chain.takeRanges()).isEqualTo(1);
    assertThat(chain.takeContractReads()).isLessThan(index.live().size() + 10);
    assertThat(IndexedMarket.of(index, IndexedMarket.parties()).jobs())
        .hasSizeGreaterThanOrEqualTo(before.jobs().size());
    requireWhole(index);
  }

  @Test
  void readsNothingOfTheContractsWhileItCatchesUp() {
    mine(1_700);
    var index = idle(true);

    assertThat(index.step()).isTrue();
    assertThat(index.step()).isTrue();

    assertThat(index.head()).isEmpty();
    assertThat(chain.takeContractReads()).isZero();
  }

  @Test
  void readsAgainOnlyWhatABlockTouched() {
    mine(600);
    var index = caughtUp();
    assertThat(index.live()).hasSizeGreaterThan(10);
    chain.takeContractReads();

    chain.mine(random, 1);
    run(index);

    assertThat(chain.takeContractReads()).isLessThan(8);
  }

  @Test
  void tellsOfThePastOutOfItsJournal() {
    mine(600);
    var index = caughtUp();
    var old = oldest(index, JobState.Settled.class);

    var told = index.job(old.id()).orElseThrow();

    assertThat(told.snapshot().state()).isEqualTo(new JobState.Settled());
    assertThat(told.receipt()).isPresent();
    assertThat(index.providers(old.id())).contains(told.snapshot().provider().orElseThrow());
    assertThat(index.events(old.id()).getFirst()).isInstanceOf(ChainEvent.JobPosted.class);
    assertThat(index.events(old.id()).getLast().at().blockNumber())
        .isLessThan(index.head().orElseThrow().number() - LiveMarket.KEPT_BLOCKS);
  }

  @Test
  void listsJobsByWhoTheyAreOf() {
    mine(600);
    var index = caughtUp();
    var consumer = FakeMarket.party(2);
    var newest = JobQuery.newest(JobQuery.MOST);
    var settled = Optional.of("Settled");

    var page =
        index.jobs(
            new JobQuery(
                Optional.of(consumer), Optional.empty(), settled, newest.before(), JobQuery.MOST));

    assertThat(page.next()).isEmpty();
    assertThat(page.jobs())
        .isNotEmpty()
        .extracting(IndexedJob::id)
        .containsExactlyElementsOf(
            IndexedMarket.jobs(index).stream()
                .filter(job -> job.spec().consumer().equals(consumer))
                .filter(job -> job.snapshot().state() instanceof JobState.Settled)
                .map(IndexedJob::id)
                .toList());
  }

  @Test
  void listsEventsPageByPage() {
    mine(600);
    var index = caughtUp();
    Set<Class<? extends ChainEvent>> kinds =
        Set.of(ChainEvent.Deposited.class, ChainEvent.JobSettled.class);
    var all = index.events(EventQuery.newest(kinds, EventQuery.MOST));

    var last = all.get(9);
    var next = index.events(new EventQuery(kinds, Optional.of(last.at()), 5));

    assertThat(all).hasSizeGreaterThan(20);
    assertThat(next).isEqualTo(all.subList(10, 15));
  }

  @Test
  void knowsWhenBlocksWereMade() {
    mine(600);
    var index = caughtUp();

    assertThat(index.times(List.of(5L, 400L)))
        .containsEntry(5L, chain.block(5).orElseThrow().time())
        .containsEntry(400L, chain.block(400).orElseThrow().time());
  }

  @Test
  void takesAnEndpointThatLagsForNoReorg() {
    mine(40);
    var index = caughtUp();
    var shown = index.head();

    chain.lag(10);
    run(index);

    assertThat(index.head()).isEqualTo(shown);
    assertThat(index.counts().reorgs()).isZero();
  }

  @Test
  void countsReorgs() {
    mine(80);
    var index = caughtUp();

    chain.fork(30);
    mine(31);
    run(index);

    assertThat(index.counts().reorgs()).isEqualTo(1);
    assertThat(index.counts().deepestReorg()).isEqualTo(30);
    requireWhole(index);
  }

  @Test
  void beginsAnewWhenNothingItKnowsStands() {
    mine(1_300);
    var index = caughtUp();

    chain.fork(1_299);
    mine(1_310);
    run(index);

    requireWhole(index);
  }

  @Test
  void refusesTheJournalOfAnotherMarket() {
    mine(3);
    caughtUp();

    var other = new FakeChain(1);

    assertThatThrownBy(() -> JobIndex.idle(other.asChain(), journal, Duration.ZERO, () -> true))
        .isInstanceOfSatisfying(
            ChainException.class, failure -> assertThat(failure.isRetryable()).isFalse())
        .hasMessageContaining("a journal of its own");
  }

  @Test
  void readsAJournalThatWasCutShortFromTheChainAgain() {
    mine(50);
    caughtUp();
    journal.transact(session -> session.update("delete from index_pack where first > 5"));

    requireWhole(caughtUp());
  }

  @Test
  void readsAJournalOfAnOlderShapeFromTheChainAgain() {
    mine(50);
    var older = IndexTables.SCHEMA.steps();
    var end = older.indexOf("drop table index_event");
    journal.migrate(new Schema("index", older.subList(0, end)));
    var hash = new byte[Hash.SIZE];
    journal.transact(
        session ->
            session.update(
                "insert into index_block (number, hash, parent, time, logs, events)"
                    + " values (40, ?, ?, 1, 1, 1)",
                hash,
                hash));

    var index = caughtUp();

    assertThat(index.counts().reorgs()).isZero();
    requireWhole(index);
  }

  @Test
  void goesOnWhileThePastIsRead() throws Exception {
    mine(400);
    var index = caughtUp();
    var slow = new Semaphore(0);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var started = new CountDownLatch(2);
      for (var reader = 0; reader < 2; reader++) {
        threads.execute(
            () ->
                journal.read(
                    session -> {
                      started.countDown();
                      slow.acquireUninterruptibly();
                      return true;
                    }));
      }
      assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
      var page = new CompletableFuture<JobPage>();
      var waiting = Thread.startVirtualThread(() -> page.complete(index.jobs(JobQuery.newest(50))));
      await(() -> waiting.getState() == Thread.State.WAITING);

      mine(1);
      run(index);

      assertThat(index.head()).contains(chain.head());
      assertThat(page).isNotDone();
      slow.release(2);
      assertThat(page.get(20, TimeUnit.SECONDS).jobs()).hasSize(50);
    }
  }

  @Test
  void followsWhatAnotherWrites() {
    var writer = idle(true);
    var follower = idle(false);
    for (var round = 0; round < 30; round++) {
      chain.fork(random.nextInt(20));
      mine(20 + random.nextInt(30));
      run(writer);
      chain.takeRanges();
      run(follower);

      assertThat(chain.takeRanges()).isZero();
      IndexedMarket.of(follower, IndexedMarket.parties())
          .requireSameAs(IndexedMarket.of(writer, IndexedMarket.parties()));
    }
  }

  @Test
  void repairsWhatAnEndpointKeptBack() {
    mine(600);
    var index = caughtUp();
    var job = index.live().getFirst();
    chain
        .market()
        .jobs
        .computeIfPresent(
            job.id(), (id, it) -> new FakeMarket.Job(it.consumer(), null, 9, it.state()));
    var told = new HashSet<>();
    index.listen(changes -> told.addAll(changes.jobs()));

    for (var block = 0; block < 40; block++) {
      chain.mine(random, 0);
      run(index);
    }

    assertThat(index.job(job.id()).orElseThrow().snapshot().attempt()).isEqualTo(9);
    assertThat(index.counts().repairs()).isEqualTo(1);
    assertThat(told).contains(job.id());
  }

  @Test
  void goesOnAfterAnAnswerThatItTripsOver() {
    mine(30);
    var index = caughtUp();
    chain.mine(random, 3);
    chain.beforeNextLogs(
        () -> {
          throw new IllegalStateException("nobody thought of this");
        });

    run(index);

    requireWhole(index);
  }

  @Test
  void goesOnWhateverItsListenersDo() {
    mine(30);
    var index = caughtUp();
    var told = new ArrayList<Head>();
    index.listen(
        _ -> {
          throw new IllegalStateException("a listener's mistake");
        });
    index.listen(changes -> told.add(changes.head()));

    chain.mine(random, 0);
    run(index);

    assertThat(told).containsExactly(chain.head());
    requireWhole(index);
  }

  @Test
  void readsAgainTheBlocksThatAnEndpointKeptBack() {
    mine(600);
    var index = caughtUp();
    var first = chain.head().number() + 1;
    chain.keepBack(first, first + 9);
    mine(30);
    run(index);

    for (var block = 0; block < 400 && index.counts().repairs() == 0; block++) {
      chain.mine(random, 0);
      run(index);
    }

    assertThat(index.counts().repairs()).isPositive();
    assertThat(index.counts().reorgs()).isZero();
    chain.keepBack(Long.MAX_VALUE, 0);
    requireWhole(index);
  }

  @Test
  void keepsLittleOfThePastAtHand() {
    mine(1_000);
    var index = caughtUp();

    var ended = IndexedMarket.jobs(index).size() - index.live().size();

    assertThat(ended).isGreaterThan(100);
    assertThat(index.jobsAtHand() - index.live().size()).isLessThan(ended / 3);
  }

  /** Runs until nothing more is to be done. */
  static void run(JobIndex index) {
    for (var quiet = 0; quiet < 3; ) {
      quiet = index.step() ? 0 : quiet + 1;
    }
  }

  private static void await(BooleanSupplier condition) {
    var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private void requireWhole(JobIndex index) {
    try (var other = Journal.open(freshPlace())) {
      var rebuilt = JobIndex.idle(chain.asChain(), other, Duration.ZERO, () -> true);
      run(rebuilt);
      IndexedMarket.of(index, IndexedMarket.parties())
          .requireSameAs(IndexedMarket.of(rebuilt, IndexedMarket.parties()));
    }
  }

  private JobIndex caughtUp() {
    var index = idle(true);
    run(index);
    assertThat(index.head()).contains(chain.head());
    return index;
  }

  private JobIndex idle(boolean leads) {
    return JobIndex.idle(chain.asChain(), journal, Duration.ZERO, () -> leads);
  }

  private void reopen() {
    journal.close();
    journal = Journal.open(place);
  }

  private void mine(int blocks) {
    for (var i = 0; i < blocks; i++) {
      chain.mine(random, 1 + random.nextInt(2));
    }
  }

  private static IndexedJob oldest(JobIndex index, Class<? extends JobState> state) {
    return IndexedMarket.jobs(index).reversed().stream()
        .filter(job -> state.isInstance(job.snapshot().state()))
        .findFirst()
        .orElseThrow();
  }
}
