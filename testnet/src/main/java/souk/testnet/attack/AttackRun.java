package souk.testnet.attack;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import souk.client.ChainSession;
import souk.client.Souk;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.testnet.cluster.Testnet;
import souk.testnet.demo.DemoEvent;
import souk.testnet.demo.JobWatch;
import souk.testnet.demo.Narrator;
import souk.testnet.demo.Reckoning;
import souk.testnet.demo.Summary;
import souk.testnet.demo.Toll;
import souk.testnet.money.Dues;
import souk.testnet.money.MoneyCount;
import souk.testnet.money.Party;
import souk.testnet.work.Program;
import souk.testnet.work.Programs;

/** Attacks on one market, all at once, and the account of what each came to. */
public final class AttackRun {
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Duration AFTERMATH = Duration.ofMinutes(1);
  private static final Amount DEPOSIT = Amount.of(500_000_000);
  private static final int MOST_JOBS = 64;

  private final Testnet testnet;
  private final Narrator narrator;
  private final JobWatch watch;
  private final Map<Hash, Program> posted = new HashMap<>();

  private AttackRun(Testnet testnet, Narrator narrator) {
    this.testnet = testnet;
    this.narrator = narrator;
    this.watch = new JobWatch(testnet, narrator);
  }

  /**
   * What came of it.
   *
   * @param summary how the market and its honest people did
   * @param tolls what each attack came to
   */
  public record Outcome(Summary summary, Map<Attack, Toll> tolls) {
    public Outcome {
      tolls = Map.copyOf(tolls);
    }

    /** The summary of a run of that attack alone. */
    public Summary summaryOf(Attack attack) {
      return summary.of(Optional.ofNullable(tolls.get(attack)).orElseThrow());
    }
  }

  /**
   * Starts the market, and attacks it.
   *
   * @param testnet prepared, with no node running yet
   * @param root the project's folder
   */
  public static Outcome of(List<Attack> attacks, Testnet testnet, Narrator narrator, Path root)
      throws InterruptedException {
    var started = System.nanoTime();
    for (var attack : attacks) {
      testnet.addAccounts(Stage.names(attack));
    }
    var run = new AttackRun(testnet, narrator);
    var before = MoneyCount.of(testnet.chain(), Party.of(testnet));
    run.play(attacks, before, new Programs(root).take(MOST_JOBS));
    run.phase("running everything again here, and counting the money");
    var summary =
        new Reckoning(testnet, narrator, run.watch, run.posted)
            .summary(before, "", (System.nanoTime() - started) / 1_000_000_000);
    return new Outcome(summary, run.tolls(attacks, before));
  }

  private void play(List<Attack> attacks, MoneyCount before, List<Program> programs)
      throws InterruptedException {
    phase("starting nodes: " + testnet.plan().describe());
    testnet.startNodes();
    var consumer = testnet.account(Testnet.CONSUMER);
    var chain =
        new ChainSession.Config(
            List.of(testnet.anvil().endpoint()),
            testnet.deployment(),
            consumer.home().resolve("journal.db"));
    try (var souk = Souk.connect(new Souk.Config(chain, testnet.markets()), consumer.key())) {
      souk.deposit(DEPOSIT);
      var queue = programs.iterator();
      var stages =
          attacks.stream()
              .map(attack -> new Stage(attack, testnet, souk, watch, queue, posted))
              .toList();
      play(stages);
      awaitPeace(stages, before);
    }
  }

  private void play(List<Stage> stages) throws InterruptedException {
    for (var stage : stages) {
      phase(stage.attack().label() + ": " + stage.attack().deed());
      stage.attack().play().begin(stage);
    }
    testnet.await(
        "the attackers are in position",
        () -> stages.stream().allMatch(stage -> stage.attack().play().isReady(stage)));
    testnet.nodes().forEach(node -> narrator.tell(started(node.name(), node.pid())));
    for (var stage : stages) {
      stage.attack().play().provoke(stage);
    }
  }

  /** Until all attacks are over, and nothing is locked or owed by the court any more. */
  private void awaitPeace(List<Stage> stages, MoneyCount before) throws InterruptedException {
    var over =
        watch.tellUntil(
            () -> stages.stream().allMatch(stage -> stage.attack().play().isOver(stage)), LONGEST);
    phase(over ? "the attack is over" : "the attack did not end in time");
    watch.tellUntil(
        () -> MoneyCount.of(testnet.chain(), Party.of(testnet)).isConservedSince(before),
        AFTERMATH);
  }

  private Map<Attack, Toll> tolls(List<Attack> attacks, MoneyCount before) {
    var after = MoneyCount.of(testnet.chain(), Party.of(testnet));
    var chain = testnet.chain();
    var events = chain.events(testnet.deployment().block(), chain.head().number());
    var dues = Dues.of(events, testnet.deployment(), chain.parameters().leastReward());
    var tolls = new HashMap<Attack, Toll>();
    for (var attack : attacks) {
      var profit =
          Stage.names(attack).stream()
              .map(name -> change(party(after, name), before, after))
              .reduce(BigInteger.ZERO, BigInteger::add);
      tolls.put(
          attack,
          new Toll(
              attack.label(), profit, honestSlashed(after, dues), shortfalls(before, after, dues)));
    }
    return tolls;
  }

  private static Amount honestSlashed(MoneyCount after, Dues dues) {
    return honest(after).stream()
        .map(party -> dues.slashedOf(party.address()))
        .reduce(Amount.ZERO, Amount::plus);
  }

  private static List<String> shortfalls(MoneyCount before, MoneyCount after, Dues dues) {
    var lines = new ArrayList<String>();
    for (var party : honest(after)) {
      var change = change(party, before, after);
      var owed = dues.owedTo(party.address());
      if (change.compareTo(owed) < 0) {
        lines.add(
            "%s has %s more than before and is owed %s".formatted(party.name(), change, owed));
      }
    }
    return lines;
  }

  private static List<Party> honest(MoneyCount count) {
    return count.holdings().keySet().stream()
        .filter(party -> party.role() != Party.Role.ATTACKER)
        .toList();
  }

  private static Party party(MoneyCount count, String name) {
    return count.holdings().keySet().stream()
        .filter(party -> party.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static BigInteger change(Party party, MoneyCount before, MoneyCount after) {
    return after
        .holdings()
        .getOrDefault(party, Amount.ZERO)
        .units()
        .subtract(before.holdings().getOrDefault(party, Amount.ZERO).units());
  }

  private DemoEvent started(String name, long pid) {
    return new DemoEvent.NodeStarted(name, pid, testnet.account(name).address().toString());
  }

  private void phase(String text) {
    narrator.tell(new DemoEvent.Phase(text));
  }
}
