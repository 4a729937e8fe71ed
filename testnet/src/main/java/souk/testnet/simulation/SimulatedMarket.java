package souk.testnet.simulation;

import java.util.function.IntUnaryOperator;
import souk.settlement.chain.Parameters;
import souk.testnet.simulation.Conduct.Reveal;

/** One market: its rules and what it has learnt. */
public final class SimulatedMarket {
  private final Rules rules;
  private final Climate climate;

  /** A new market with those rules. */
  public SimulatedMarket(Rules rules, Parameters parameters) {
    this.rules = rules;
    climate = new Climate(parameters);
  }

  /** What it has learnt. */
  public Climate climate() {
    return climate;
  }

  /** What a job of a provider with that record would be sampled with now. */
  public Quote quote(Terms terms, Standing standing) {
    return rules.quote(terms, standing, climate);
  }

  /**
   * Takes a job from its match to its end.
   *
   * @param standing the provider's, which learns from it
   * @param accomplices of so many verifiers seated, how many say what the provider says, whatever
   *     that is
   * @param epoch when it ends, never less than an earlier job's
   */
  public Outcome play(
      Terms terms,
      Quote quote,
      Standing standing,
      Conduct conduct,
      Draw draw,
      IntUnaryOperator accomplices,
      long epoch) {
    if (!rules.samples(quote, standing, draw)) {
      return conduct.reveal() == Reveal.NEVER
          ? Endings.late(terms)
          : settled(terms, quote, conduct, 0);
    }
    var seats = rules.doubles(draw) ? 2 * quote.verifiers() : quote.verifiers();
    var outcome = audited(terms, quote, conduct, seats, accomplices);
    if (outcome.isCaught()) {
      standing.fail();
      climate.learnFault(terms.fullPrice(), epoch);
    } else {
      standing.passAudit(terms.fullPrice());
      climate.learnCleanAudit(terms.fullPrice(), terms.price(), epoch);
    }
    return outcome;
  }

  private Outcome audited(
      Terms terms, Quote quote, Conduct conduct, int seats, IntUnaryOperator accomplices) {
    var fullReward = rules.reward(quote, terms.fuelLimit());
    if (conduct.reveal() != Reveal.ALWAYS) {
      return Endings.condemned(terms, seats, fullReward);
    }
    var agreeing = conduct.right() ? seats : accomplices.applyAsInt(seats);
    return agreeing == seats
        ? settled(terms, quote, conduct, seats)
        : Endings.convicted(terms, seats - agreeing, agreeing, fullReward);
  }

  private Outcome settled(Terms terms, Quote quote, Conduct conduct, int seats) {
    var paid = terms.payment(conduct.fuelUsed());
    var reward = rules.reward(quote, conduct.fuelUsed());
    return Endings.settled(paid, rules.fee(paid), seats, reward);
  }
}
