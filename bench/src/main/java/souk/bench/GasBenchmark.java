package souk.bench;

import java.util.ArrayList;
import java.util.List;
import souk.protocol.value.Fuel;

/** What jobs cost on chain: the contracts' part, sent straight by everybody's own account. */
final class GasBenchmark implements Benchmark {
  private static final Fuel FUEL_LIMIT = new Fuel(2_000_000_000L);
  // Its audit makes a record so long that only the market's floor counts.
  private static final Fuel LARGE = new Fuel(1_000_000_000_000L);
  // Audits of these leave a provider a newcomer, who is always sampled.
  private static final Fuel SMALL = new Fuel(2_000_000);
  private static final int MANY = 100;
  private static final int SOME = 10;

  private static final List<String> PEERS =
      List.of(
          "To beat, a job's whole life: iExec Boost, without stake or verification, 543,952 gas",
          "alone and 186,320 in a bag of 10; Lilypad 1,769,520.");

  private final List<Figure> figures = new ArrayList<>();
  private final List<String> notes = new ArrayList<>(PEERS);

  @Override
  public Report run() throws Exception {
    try (var market = GasMarket.start()) {
      var lives = new GasLives(market);
      measureUnsampled(lives);
      measureSampled(lives);
    }
    return new Report(figures, notes);
  }

  private void measureUnsampled(GasLives lives) {
    var veteran = lives.seller("veteran");
    say("auditing one large job, for the record");
    var unusedRecord = lives.sampled(veteran, LARGE, 1);
    say("a hundred jobs unmeasured, to use each lane once");
    var unusedLanes = lives.unsampled(veteran, GasLives.Entry.SIGNED, FUEL_LIMIT, MANY);

    say("jobs that are not sampled");
    var posted = GasLives.Entry.POSTED;
    var signed = GasLives.Entry.SIGNED;
    add("alone", 240_000, lives.unsampled(veteran, posted, FUEL_LIMIT, 1));
    add("batched10", 150_000, lives.unsampled(veteran, posted, FUEL_LIMIT, SOME));
    add("signed1", lives.unsampled(veteran, signed, FUEL_LIMIT, 1));
    add("signed10", lives.unsampled(veteran, signed, FUEL_LIMIT, SOME));
    add("signed100", 70_000, lives.unsampled(veteran, signed, FUEL_LIMIT, MANY));
    say("a dispute");
    add("dispute3", lives.disputed(veteran, FUEL_LIMIT));
  }

  private void measureSampled(GasLives lives) {
    var newcomer = lives.seller("newcomer");
    say("ten audits unmeasured, to use each lane once");
    var unusedLanes = lives.sampled(newcomer, SMALL, SOME);

    say("jobs that are sampled");
    var one = lives.sampled(newcomer, FUEL_LIMIT, 1);
    var ten = lives.sampled(newcomer, FUEL_LIMIT, SOME);
    add("sampled2", one);
    add("verifier_alone", 120_000, one.of(lives.largeVerifier()));
    add("verifier_batched10", 60_000, ten.of(lives.largeVerifier()));
  }

  private void add(String name, long aim, GasBill bill) {
    figures.add(Figure.of(name, bill.perJob(), "gas", aim));
    figures.addAll(bill.shares(name));
    if (bill.perJob() > aim) {
      notes.addAll(bill.explanation(name, aim));
    }
  }

  private void add(String name, GasBill bill) {
    figures.add(Figure.of(name, bill.perJob(), "gas"));
    figures.addAll(bill.shares(name));
  }

  private static void say(String progress) {
    System.err.println(progress);
  }
}
