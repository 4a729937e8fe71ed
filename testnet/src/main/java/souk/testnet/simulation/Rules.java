package souk.testnet.simulation;

import java.math.BigInteger;
import souk.settlement.chain.Parameters;
import souk.settlement.chain.SamplingRate;

/** How often a market audits, and what it charges for it. */
public sealed interface Rules {
  /** What a job of a provider with that record would be sampled with. */
  Quote quote(Terms terms, Standing standing, Climate climate);

  /** r: what an answer about so much fuel earns. */
  long reward(Quote quote, long fuel);

  /** The market node's part of a payment. */
  long fee(long paid);

  /** Whether that draw samples a job of a provider with that record. */
  boolean samples(Quote quote, Standing standing, Draw draw);

  /** Whether such a draw seats twice as many. */
  boolean doubles(Draw draw);

  /**
   * The protocol's, with verifiers enough for every committee.
   *
   * @param parameters the market's
   */
  record Protocol(Parameters parameters) implements Rules {
    private static final int MOST_BY_DEFAULT = 3;
    private static final long FEE_WHOLE = 10_000;

    @Override
    public Quote quote(Terms terms, Standing standing, Climate climate) {
      var price = BigInteger.valueOf(terms.fullPrice());
      var risk = price.add(BigInteger.valueOf(terms.valueAtRisk()));
      var stake = BigInteger.valueOf(terms.stake());
      var m = terms.wanted() == 0 ? verifiers(terms) : terms.wanted();
      if (SamplingRate.cheatingPays(risk, stake, m)) {
        throw new IllegalArgumentException("no such match: cheating would pay, " + terms);
      }
      var record =
          SamplingRate.forRecord(
              BigInteger.valueOf(standing.audited()),
              price,
              parameters.newcomerAudits(),
              parameters.historyWeight());
      var least = SamplingRate.deterring(risk, stake, m).max(record);
      return new Quote(m, Math.max(Climate.narrow(least), climate.floor()), climate.rewardPrice());
    }

    private int verifiers(Terms terms) {
      var risk = Math.addExact(terms.fullPrice(), terms.valueAtRisk());
      if (risk >= parameters.highValue().units().longValueExact()) {
        return MOST_BY_DEFAULT;
      }
      var isSmall = terms.fullPrice() < parameters.smallValue().units().longValueExact();
      return isSmall && terms.valueAtRisk() == 0 ? 1 : 2;
    }

    @Override
    public long reward(Quote quote, long fuel) {
      var byFuel = Math.multiplyExact(quote.rewardPrice(), fuel) / 1_000_000_000L;
      return Math.max(byFuel, parameters.leastReward().units().longValueExact());
    }

    @Override
    public long fee(long paid) {
      return Math.multiplyExact(paid, (long) parameters.marketFeeBps()) / FEE_WHOLE;
    }

    @Override
    public boolean samples(Quote quote, Standing standing, Draw draw) {
      return quote.rate() == Quote.ALWAYS
          || standing.cleanAuditsOwed() != 0
          || draw.sample() < quote.rate();
    }

    @Override
    public boolean doubles(Draw draw) {
      return draw.doubled();
    }
  }

  /**
   * The rule of thumb elsewhere, to compare with: one verifier at one rate for everybody, paid from
   * elsewhere, and no fee.
   *
   * @param rate in units of 2^-24
   */
  record Flat(int rate) implements Rules {
    @Override
    public Quote quote(Terms terms, Standing standing, Climate climate) {
      return new Quote(1, rate, 0);
    }

    @Override
    public long reward(Quote quote, long fuel) {
      return 0;
    }

    @Override
    public long fee(long paid) {
      return 0;
    }

    @Override
    public boolean samples(Quote quote, Standing standing, Draw draw) {
      return draw.sample() < quote.rate();
    }

    @Override
    public boolean doubles(Draw draw) {
      return false;
    }
  }
}
