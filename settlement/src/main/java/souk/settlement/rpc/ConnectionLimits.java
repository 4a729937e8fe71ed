package souk.settlement.rpc;

import java.time.Duration;

/**
 * How far a node trusts its endpoints.
 *
 * @param deadline for each endpoint to answer, from the connection to the last byte
 * @param maxResponseBytes an answer longer than this is none
 * @param surveyInterval how often all of several endpoints are asked for their newest block
 */
public record ConnectionLimits(Duration deadline, int maxResponseBytes, Duration surveyInterval) {
  /** 10 seconds, 32 MiB, 10 seconds. */
  public static final ConnectionLimits DEFAULT =
      new ConnectionLimits(Duration.ofSeconds(10), 32 << 20, Duration.ofSeconds(10));

  /**
   * @throws IllegalArgumentException if one is not above zero
   */
  public ConnectionLimits {
    if (!deadline.isPositive() || maxResponseBytes < 1 || !surveyInterval.isPositive()) {
      throw new IllegalArgumentException("the limits of a connection are above zero");
    }
  }
}
