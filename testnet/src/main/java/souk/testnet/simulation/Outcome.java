package souk.testnet.simulation;

/**
 * How a job ended and what each party has more, or less, than before it was posted.
 *
 * @param ending how
 * @param seats verifiers that answered; 0 if not sampled
 * @param paid what the consumer paid
 * @param audit what the provider's deposit paid the verifiers
 * @param finders what the finders of a wrong result got
 * @param perSeat what each verifier that was right got
 * @param bond the provider's bond
 * @param balance the provider's balance
 * @param consumer the consumer's balance
 * @param node the market node's balance
 * @param verifiers verifiers and jurors together, balances and bonds
 * @param burned the sink
 */
public record Outcome(
    Ending ending,
    int seats,
    long paid,
    long audit,
    long finders,
    long perSeat,
    long bond,
    long balance,
    long consumer,
    long node,
    long verifiers,
    long burned) {
  /** How an attempt ends. */
  public enum Ending {
    /** Paid. */
    SETTLED,
    /** The verifiers refuted it and a jury found them right. */
    CONVICTED,
    /** Sampled and never revealed. */
    CONDEMNED,
    /** Not sampled and never revealed. */
    LATE
  }

  public Outcome {
    if (bond + balance + consumer + node + verifiers + burned != 0) {
      throw new IllegalArgumentException("money appears or vanishes: " + ending);
    }
  }

  /** Whether the provider lost its stake. */
  public boolean isCaught() {
    return ending == Ending.CONVICTED || ending == Ending.CONDEMNED;
  }

  /** Whether the job was audited. */
  public boolean isSampled() {
    return seats != 0;
  }
}
