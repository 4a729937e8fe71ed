package souk.testnet.attack;

import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.testnet.cluster.Participant;
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
  private static final Duration LONGEST = Duration.ofMinutes(6);
  private static final Duration PULSE = Duration.ofSeconds(1);
  private static final Duration AFTERMATH = Duration.ofMinutes(1);
  private static final Amount DEPOSIT = Amount.of(500_000_000);
  private static final int MOST_JOBS = 64;

  private final Testnet testnet;
  private final Narrator narrator;
  private final JobWatch watch;
  private final Map<Hash, Program> posted = new HashMap<>();
  private boolean over;

  private AttackRun(Testnet testnet, Narrator narrator) {
    this.testnet = testnet;
    this.narrator = narrator;
    this.watch = new JobWatch(testnet, narrator);
  }

  /**
   * What came of it.
   *
   * @param summary how the market and its honest people did
   * @param tolls what each attack came to, by its name
   * @param over whether each came to its end in time
   */
  public record Outcome(Summary summary, Map<String, Toll> tolls, boolean over) {
    public Outcome {
      tolls = Map.copyOf(tolls);
    }

    /** What the attack of that name came to. */
    Toll toll(String label) {
      return Optional.ofNullable(tolls.get(label)).orElseThrow();
    }
  }

  /**
   * Starts the market, and attacks it.
   *
   * @param testnet prepared, with no node running yet
   * @param root the project's folder
   */
  public static Summary of(Attack attack, Testnet testnet, Narrator narrator, Path root)
      throws InterruptedException {
    var outcome = of(List.of(attack.scenario()), testnet, narrator, root);
    return outcome.summary().of(outcome.toll(attack.label()));
  }

  /** As {@link #of(Attack, Testnet, Narrator, Path)}, of several at once. */
  static Outcome of(List<Scenario> attacks, Testnet testnet, Narrator narrator, Path root)
      throws InterruptedException {
    var started = System.nanoTime();
    for (var attack : attacks) {
      testnet.addAccounts(Stage.names(attack));
    }
    var run = new AttackRun(testnet, narrator);
    var before = MoneyCount.of(testnet.chain(), Party.of(testnet));
    run.play(attacks, before, new Programs(root));
    run.phase("running everything again here, and counting the money");
    var summary =
        new Reckoning(testnet, narrator, run.watch, run.posted)
            .summary(before, "", (System.nanoTime() - started) / 1_000_000_000);
    return new Outcome(summary, run.tolls(attacks, before), run.over);
  }

  private void play(List<Scenario> attacks, MoneyCount before, Programs programs)
      throws InterruptedException {
    phase("starting nodes: " + testnet.plan().describe());
    var addresses = new HashMap<Scenario, URI>();
    attacks.stream()
        .filter(attack -> attack.play().isMarketNode())
        .forEach(attack -> addresses.put(attack, testnet.announceMarket()));
    testnet.startNodes();
    try (var session = Participant.open(testnet, Testnet.CONSUMER)) {
      var souk = Participant.connect(testnet, Testnet.CONSUMER, session);
      souk.deposit(DEPOSIT);
      var queue = programs.take(MOST_JOBS).iterator();
      var stages =
          attacks.stream()
              .map(
                  attack ->
                      new Stage(
                          attack,
                          testnet,
                          session,
                          souk,
                          watch,
                          queue,
                          programs.garden(),
                          posted,
                          Optional.ofNullable(addresses.get(attack))))
              .toList();
      play(stages);
      awaitPeace(stages, before);
    }
  }

  private void play(List<Stage> stages) throws InterruptedException {
    for (var stage : stages) {
      phase(stage.scenario().label() + ": " + stage.scenario().deed());
      stage.play().begin(stage);
    }
    testnet.await(
        "the attackers are in position",
        () -> stages.stream().allMatch(stage -> stage.play().isReady(stage)));
    testnet.nodes().forEach(node -> narrator.tell(started(node.name(), node.pid())));
    for (var stage : stages) {
      stage.play().provoke(stage);
    }
  }

  /** Until all attacks are over, and nothing is locked or owed by the court any more. */
  private void awaitPeace(List<Stage> stages, MoneyCount before) throws InterruptedException {
    over = awaitEnd(stages);
    phase(over ? "the attack is over" : "the attack did not end in time");
    watch.tellUntil(
        () -> MoneyCount.of(testnet.chain(), Party.of(testnet)).isConservedSince(before),
        AFTERMATH);
  }

  private boolean awaitEnd(List<Stage> stages) throws InterruptedException {
    var end = System.nanoTime() + LONGEST.toNanos();
    while (!watch.tellUntil(() -> stages.stream().allMatch(AttackRun::isOver), PULSE)) {
      if (System.nanoTime() > end) {
        return false;
      }
      for (var stage : stages) {
        stage.play().react(stage);
      }
    }
    return true;
  }

  private static boolean isOver(Stage stage) {
    return stage.play().isOver(stage);
  }

  private Map<String, Toll> tolls(List<Scenario> attacks, MoneyCount before) {
    var after = MoneyCount.of(testnet.chain(), Party.of(testnet));
    var chain = testnet.chain();
    var events = chain.events(testnet.deployment().block(), chain.head().number());
    var dues = Dues.of(events, testnet.deployment(), chain.parameters().leastReward());
    var tolls = new HashMap<String, Toll>();
    for (var attack : attacks) {
      var profit =
          Stage.names(attack).stream()
              .map(name -> change(party(after, name), before, after))
              .reduce(BigInteger.ZERO, BigInteger::add);
      tolls.put(
          attack.label(),
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
