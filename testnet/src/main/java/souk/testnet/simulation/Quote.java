package souk.testnet.simulation;

/**
 * What a job is sampled with.
 *
 * @param verifiers m
 * @param rate in units of 2^-24; 2^24-1: always
 * @param rewardPrice v: what a verifier earns per 10^9 fuel
 */
public record Quote(int verifiers, int rate, long rewardPrice) {
  /** The rate that stands for all that do not fit below 1. */
  public static final int ALWAYS = (1 << 24) - 1;
}
