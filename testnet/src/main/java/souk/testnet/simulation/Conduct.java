package souk.testnet.simulation;

/**
 * What a provider does with one job.
 *
 * @param right whether the committed result is what any honest machine comes to
 * @param fuelUsed the fuel it claims, at most the limit
 * @param reveal when it reveals
 */
public record Conduct(boolean right, long fuelUsed, Reveal reveal) {
  /** When a provider opens its commitment. */
  public enum Reveal {
    ALWAYS,
    /** Never to verifiers: it would rather be condemned than refuted. */
    UNLESS_SAMPLED,
    /** It cannot: the commitment is a copy of somebody else's. */
    NEVER
  }

  /** An honest run that used so much fuel. */
  public static Conduct honest(long fuelUsed) {
    return new Conduct(true, fuelUsed, Reveal.ALWAYS);
  }
}
