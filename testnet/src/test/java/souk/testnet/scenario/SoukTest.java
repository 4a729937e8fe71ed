package souk.testnet.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static souk.testnet.cluster.Testnet.CONSUMER;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import souk.client.Connection;
import souk.client.JobOutcome;
import souk.client.JobRequest;
import souk.client.Progress;
import souk.client.Souk;
import souk.client.SoukException;
import souk.client.check.Finding;
import souk.protocol.job.JobState;
import souk.protocol.offer.Tags;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Invocation;
import souk.settlement.keys.AccountKey;
import souk.testnet.cluster.Participant;
import souk.testnet.cluster.Testnet;
import souk.testnet.cluster.TestnetPlan;

/** What an application does with a market, on a real one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SoukTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration MOMENT = Duration.ofSeconds(2);
  private static final Price ASKED = Price.of(2_000_000);
  private static final Amount TOKEN = Amount.of(1_000_000);
  private static final String PROVIDER = "provider-1";
  private static final int THREADS = 8;

  private Path directory;
  private Testnet testnet;
  private Souk souk;

  @BeforeAll
  void startEverything(@TempDir Path temporary) throws InterruptedException {
    directory = temporary;
    testnet = Testnet.prepare(TestnetPlan.trusting(), directory.resolve("testnet"));
    testnet.startNodes();
    souk = Participant.connect(testnet, CONSUMER);
    souk.deposit(TOKEN.times(200));
  }

  @AfterAll
  void stopEverything() {
    souk.close();
    testnet.close();
  }

  @Test
  void aJobIsRunInOneCallAndItsPriceIsWhatWasAsked() throws InterruptedException {
    var before = souk.balance();

    var outcome = souk.run(Routes.request(100, 1), PATIENCE);

    assertThat(souk.asked(Routes.FUEL, JobRequest.DEFAULT_MEMORY, Tags.NONE)).contains(ASKED);
    assertThat(outcome)
        .isInstanceOfSatisfying(
            JobOutcome.Settled.class,
            settled -> {
              var receipt = settled.receipt();
              assertThat(settled.output().sha256()).isEqualTo(settled.result().outputDigest());
              assertThat(receipt.paid()).isEqualTo(ASKED.paymentFor(receipt.fuelUsed()));
              assertThat(receipt.paid().plus(receipt.refunded()))
                  .isEqualTo(Routes.CEILING.escrowFor(Routes.FUEL));
            });
    var settled = (JobOutcome.Settled) outcome;
    assertThat(souk.balance()).isEqualTo(before.minus(settled.receipt().paid()));
    assertThat(souk.output(settled.jobId())).contains(settled.output());
    assertFails(SoukException.Kind.REFUSED, () -> souk.cancel(settled.jobId()));
  }

  @Test
  void aWatchTellsEachStateAndTheOutputBeforeTheEnd() throws InterruptedException {
    var job = souk.post(Routes.request(100, 2));
    var watch = souk.watch(job);

    var told = new ArrayList<Progress>();
    do {
      told.add(watch.next(PATIENCE).orElseThrow());
    } while (!(told.getLast() instanceof Progress.Ended));

    var states =
        told.stream()
            .filter(Progress.Reached.class::isInstance)
            .map(it -> ((Progress.Reached) it).job().state())
            .toList();
    assertThat(states).doesNotHaveDuplicates().last().isInstanceOf(JobState.Settled.class);
    assertThat(told)
        .filteredOn(Progress.Delivered.class::isInstance)
        .singleElement()
        .isInstanceOfSatisfying(
            Progress.Delivered.class,
            delivered -> {
              assertThat(delivered.job().state()).isNotInstanceOf(JobState.Settled.class);
              assertThat(told)
                  .filteredOn(Progress.Promised.class::isInstance)
                  .allMatch(it -> ((Progress.Promised) it).output().equals(delivered.output()));
            });
    assertThat(watch.next(PATIENCE)).isEmpty();
  }

  @Test
  void aSignedJobWaitsAtTheMarketNodesUntilItIsTakenBack() throws Exception {
    whileNobodyRunsJobs(
        () -> {
          var before = souk.balance();
          var job = souk.handIn(Routes.request(100, 3));

          assertThat(souk.watch(job).next(PATIENCE)).contains(new Progress.HandedIn(job));
          assertThat(souk.job(job)).isEmpty();
          assertThat(souk.explain(job).orElseThrow().offers()).isEqualTo(1);
          assertThat(souk.await(job, MOMENT)).isEqualTo(new JobOutcome.Pending(job));
          souk.cancel(job);
          assertThat(souk.balance()).isEqualTo(before);
        });
  }

  @Test
  void jobsPostedByManyThreadsAreAllThereAndPaidForOnce() throws Exception {
    whileNobodyRunsJobs(
        () -> {
          var before = souk.balance();

          var jobs = inThreads(town -> souk.post(Routes.request(100, town)));

          assertThat(jobs).doesNotHaveDuplicates().hasSize(THREADS);
          for (var job : jobs) {
            assertThat(souk.job(job).orElseThrow().state()).isInstanceOf(JobState.Open.class);
          }
          var escrow = Routes.CEILING.escrowFor(Routes.FUEL).times(THREADS);
          assertThat(souk.balance()).isEqualTo(before.minus(escrow));

          var outcomes =
              inThreads(
                  number -> {
                    souk.cancel(jobs.get(number));
                    return souk.await(jobs.get(number), PATIENCE);
                  });
          assertThat(outcomes).allMatch(JobOutcome.Refunded.class::isInstance);
          assertThat(souk.balance()).isEqualTo(before);
        });
  }

  @Test
  void depositsOfManyThreadsAllCount() throws Exception {
    var before = souk.balance();
    var owned = souk.tokens();

    inThreads(
        _ -> {
          souk.deposit(TOKEN);
          return true;
        });

    assertThat(souk.balance()).isEqualTo(before.plus(TOKEN.times(THREADS)));
    souk.withdraw(TOKEN.times(THREADS));
    assertThat(souk.tokens()).isEqualTo(owned);
  }

  @Test
  void aBatchSaysWhatBecameOfEachJob() throws Exception {
    whileNobodyRunsJobs(
        () -> {
          var requests =
              List.of(Routes.request(100, 1), route(2, Price.of(0)), Routes.request(100, 3));

          var batch = souk.batch(requests);

          assertThat(batch.taken()).hasSize(2);
          assertThat(batch.refused().values()).containsExactly("BadJob");
          assertThat(batch.undecided()).isEmpty();
          var open = batch.taken();
          inThreads(
              number -> {
                if (number < open.size()) {
                  souk.cancel(open.get(number));
                }
                return true;
              });
        });
  }

  @Test
  void anybodyCanRunAJobAgainOnceItsResultIsThere() throws Exception {
    var settled = (JobOutcome.Settled) souk.run(Routes.request(100, 4), PATIENCE);

    var finding = souk.verify(settled.jobId(), PATIENCE);

    assertThat(finding)
        .isInstanceOfSatisfying(
            Finding.Agrees.class,
            agrees -> {
              assertThat(agrees.result()).isEqualTo(settled.result());
              assertThat(agrees.output()).isEqualTo(settled.output());
            });
    whileNobodyRunsJobs(
        () -> {
          var open = souk.post(Routes.request(100, 5));
          assertFails(SoukException.Kind.UNAVAILABLE, () -> souk.verify(open, PATIENCE));
          souk.cancel(open);
        });
    assertFails(SoukException.Kind.REFUSED, () -> souk.verify(Hash.ZERO, PATIENCE));
  }

  @Test
  void saysWhatTryingAgainCannotHelp() {
    var beyond = Price.of(1_000_000_000_000L);

    assertFails(SoukException.Kind.REFUSED, () -> souk.post(route(1, beyond)));
    assertFails(SoukException.Kind.REFUSED, () -> souk.batch(List.of(route(1, beyond))));
    assertFails(SoukException.Kind.REFUSED, () -> souk.deposit(TOKEN.times(1_000_000)));
    assertFails(SoukException.Kind.REFUSED, () -> souk.withdraw(TOKEN.times(1_000_000)));
    assertFails(
        SoukException.Kind.REFUSED, () -> souk.run(request(Bytes.utf8("no module")), PATIENCE));
  }

  @Test
  void saysWhatTryingAgainMayHelp() {
    var nobody = List.of(URI.create("http://127.0.0.1:1"));
    var rpc = List.of(testnet.anvil().endpoint());

    // One process at a time acts as an account.
    assertFails(
        SoukException.Kind.UNAVAILABLE, () -> Participant.connect(testnet, CONSUMER).close());
    assertFails(SoukException.Kind.UNAVAILABLE, () -> stranger(nobody, testnet.markets()).close());
    assertFails(
        SoukException.Kind.UNAVAILABLE,
        () -> {
          try (var lonely = stranger(rpc, nobody)) {
            lonely.post(route(1, Price.of(0)));
          }
        });
  }

  @Test
  void anInterruptEndsAWait() throws Exception {
    for (Callable<?> wait :
        List.<Callable<?>>of(
            () -> souk.await(Hash.ZERO, PATIENCE),
            () -> souk.watch(Hash.ZERO).next(PATIENCE),
            () -> souk.run(Routes.request(100, 6), PATIENCE))) {
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var waiting = threads.submit(wait);
        assertThatExceptionOfType(TimeoutException.class)
            .isThrownBy(() -> waiting.get(MOMENT.toSeconds(), TimeUnit.SECONDS));

        var interrupted = System.nanoTime();
        threads.shutdownNow();

        assertThatExceptionOfType(ExecutionException.class)
            .isThrownBy(() -> waiting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
            .withCauseInstanceOf(InterruptedException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - interrupted))
            .isLessThan(MOMENT.multipliedBy(5));
      }
    }
  }

  /** Something a test does. */
  private interface Scene {
    void play() throws Exception;
  }

  private void whileNobodyRunsJobs(Scene scene) throws Exception {
    testnet.node(PROVIDER).pause();
    try {
      scene.play();
    } finally {
      testnet.node(PROVIDER).resume();
    }
  }

  /** Something that one of several threads does. */
  private interface Part<T> {
    T play(int number) throws Exception;
  }

  /** What each thread came to, all of them at the same time. */
  private static <T> List<T> inThreads(Part<T> part) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var futures =
          IntStream.range(0, THREADS)
              .mapToObj(number -> threads.submit(() -> part.play(number)))
              .toList();
      var results = new ArrayList<T>();
      for (Future<T> future : futures) {
        results.add(future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
      }
      return results;
    }
  }

  private static void assertFails(SoukException.Kind kind, ThrowingCallable attempt) {
    assertThatExceptionOfType(SoukException.class)
        .isThrownBy(attempt)
        .satisfies(e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  private Souk stranger(List<URI> rpc, List<URI> markets) throws InterruptedException {
    var home = directory.resolve("stranger");
    var key = AccountKey.random(new SecureRandom());
    return Souk.connect(new Connection(rpc, testnet.deploymentFile(), markets, home), key);
  }

  private static JobRequest route(int town, Price ceiling) {
    return JobRequest.of(Routes.invocation(100, town), Routes.FUEL, ceiling);
  }

  private static JobRequest request(Bytes module) {
    var invocation = new Invocation(module, Routes.arguments(100, 1), Bytes.EMPTY, new TreeMap<>());
    return JobRequest.of(invocation, Routes.FUEL, Routes.CEILING);
  }
}
