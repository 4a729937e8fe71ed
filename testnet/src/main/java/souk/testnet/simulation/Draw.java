package souk.testnet.simulation;

/**
 * What chance decides about one job.
 *
 * @param sample sampled if below the rate, 0..2^24-1
 * @param doubled whether a sampled job seats twice as many verifiers
 */
public record Draw(int sample, boolean doubled) {
  /** One draw in so many seats twice as many. */
  public static final int DOUBLED_ONE_IN = 20;

  private static final int SAMPLE_BITS = 24;

  public Draw {
    if (sample < 0 || sample >>> SAMPLE_BITS != 0) {
      throw new IllegalArgumentException("a draw has 24 bits: " + sample);
    }
  }
}
