package souk.testnet.survival;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import souk.client.JobRequest;
import souk.client.Souk;
import souk.client.SoukException;
import souk.protocol.job.JobState;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.settlement.chain.ChainEvent;
import souk.settlement.index.IndexedJob;
import souk.testnet.cluster.NodeProcess;
import souk.testnet.cluster.Participant;
import souk.testnet.cluster.Testnet;
import souk.testnet.money.MoneyCount;
import souk.testnet.money.Party;
import souk.testnet.work.Program;
import souk.testnet.work.Programs;

/**
 * Has jobs done in a storm: nodes are killed, paused, cut off and slowed down and blocks are
 * replaced, until every job has ended; then the account of it all.
 */
public final class Survival {
  private static final int BATCH = 10;
  private static final int DIFFERENT_JOBS = 40;
  private static final Price CEILING = Price.of(2_500_000);
  private static final Duration JOB_PATIENCE = Duration.ofMinutes(6);
  // Longer than a job may wait and run: if none ends for so long, none will.
  private static final Duration STANDSTILL = Duration.ofMinutes(10);
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final Testnet testnet;
  private final Links links;
  private final Plan plan;
  private final Consumer<String> teller;
  private final List<Program> programs;
  private final Map<Hash, Program> posted = new LinkedHashMap<>();
  private final long started = System.nanoTime();

  /**
   * How much, and how bad.
   *
   * @param jobs jobs to have done
   * @param atOnce of them, at most so many at the same time
   * @param seed where all chance comes from
   * @param longestOutage longest that a node is struck, over a second
   */
  public record Plan(int jobs, int atOnce, long seed, Duration longestOutage) {
    /** Throws {@link IllegalArgumentException} if a number makes no sense. */
    public Plan {
      if (jobs < 1 || atOnce < 1 || longestOutage.toSeconds() < 1) {
        throw new IllegalArgumentException(
            "ask for at least one job, one at once and outages of a second");
      }
    }
  }

  private Survival(Testnet testnet, Links links, Plan plan, Path root, Consumer<String> teller) {
    this.testnet = testnet;
    this.links = links;
    this.plan = plan;
    this.teller = teller;
    this.programs = new Programs(root).small(Math.min(plan.jobs(), DIFFERENT_JOBS));
  }

  /**
   * Runs it.
   *
   * @param testnet prepared with those links for its wiring, with no node running yet
   * @param root the project's folder
   * @param teller is told what happens, a line each
   */
  public static SurvivalReport run(
      Testnet testnet, Links links, Plan plan, Path root, Consumer<String> teller)
      throws InterruptedException {
    return new Survival(testnet, links, plan, root, teller).run();
  }

  private SurvivalReport run() throws InterruptedException {
    var parties = Party.of(testnet);
    var before = MoneyCount.of(testnet.chain(), parties);
    tell("starting nodes: " + testnet.plan().describe());
    testnet.startNodes();
    var storm = new Storm(testnet, links, strikes(), this::tell);
    try (storm;
        var souk = Participant.connect(testnet, Testnet.CONSUMER)) {
      souk.deposit(Amount.of(800_000_000));
      storm.start();
      haveAllDone(souk);
    }
    tell("calm again: running everything here, and counting the money");
    return report(storm, before, MoneyCount.of(testnet.chain(), parties));
  }

  private SurvivalReport report(Storm storm, MoneyCount before, MoneyCount after) {
    var account = new Account(testnet, posted);
    var blocks = account.blocks();
    var unpaid = account.unpaid(before, after);
    unpaid.forEach(
        (party, difference) ->
            tell("%s owns %s units more than it is owed".formatted(party.name(), difference)));
    var wrong = account.wronglyPaid();
    wrong.forEach(job -> tell("%s is paid wrongly: %s".formatted(job.id(), account.events(job))));
    return new SurvivalReport(
        plan.seed(),
        posted.size(),
        account.ended(JobState.Settled.class),
        account.ended(JobState.Refunded.class),
        account.ended(JobState.Void.class),
        account.count(ChainEvent.JobMatched.class),
        account.count(ChainEvent.LateFeeCharged.class),
        account.seatsThatLost(false),
        account.count(ChainEvent.ProviderSlashed.class) + account.seatsThatLost(true),
        wrong.size(),
        unpaid.size(),
        after.isConservedSince(before),
        storm.died(),
        storm.counts(),
        storm.longest(),
        testnet.chain().parameters().revealWindow(),
        blocks.get(blocks.size() / 2),
        blocks.getLast(),
        (System.nanoTime() - started) / 1_000_000_000);
  }

  private Strikes strikes() {
    var nodes = testnet.nodes().stream().map(NodeProcess::name).toList();
    return new Strikes(plan.seed(), nodes, plan.longestOutage());
  }

  private void haveAllDone(Souk souk) throws InterruptedException {
    var index = testnet.operator().jobs();
    var ended = 0;
    var since = System.nanoTime();
    while (true) {
      var live = live();
      if (live == 0 && posted.size() == plan.jobs()) {
        return;
      }
      if (posted.size() - live != ended) {
        ended = posted.size() - live;
        since = System.nanoTime();
      }
      if (System.nanoTime() - since > STANDSTILL.toNanos()) {
        throw new IllegalStateException(
            "%d of %d jobs have not ended, and none did for %d min"
                .formatted(live, posted.size(), STANDSTILL.toMinutes()));
      }
      post(souk, Math.min(plan.jobs() - posted.size(), plan.atOnce() - live));
      var unused = index.await(() -> live() < plan.atOnce() / 2, LOOK);
    }
  }

  private int live() {
    var index = testnet.operator().jobs();
    var ended = posted.keySet().stream().map(index::job).filter(Survival::hasEnded).count();
    return posted.size() - (int) ended;
  }

  /** One that a reorganization took off the chain has not ended either. */
  private static boolean hasEnded(Optional<IndexedJob> job) {
    return job.filter(it -> it.snapshot().state().isFinal()).isPresent();
  }

  private void post(Souk souk, int room) throws InterruptedException {
    if (room <= 0) {
      return;
    }
    var batch = new ArrayList<Program>();
    for (var i = 0; i < Math.min(room, BATCH); i++) {
      batch.add(programs.get((posted.size() + i) % programs.size()));
    }
    try {
      var ids = souk.batch(batch.stream().map(Survival::request).toList()).requireAll();
      for (var i = 0; i < ids.size(); i++) {
        posted.put(ids.get(i), batch.get(i));
      }
      tell("posted %d of %d jobs".formatted(posted.size(), plan.jobs()));
    } catch (SoukException e) {
      if (!e.isRetryable()) {
        throw e;
      }
      tell("jobs cannot be posted just now: " + e.getMessage());
    }
  }

  private static JobRequest request(Program program) {
    return JobRequest.of(program.invocation(), program.fuelLimit(), CEILING)
        .withPatience(JOB_PATIENCE);
  }

  private void tell(String text) {
    teller.accept("%4d s  %s".formatted((System.nanoTime() - started) / 1_000_000_000, text));
  }
}
