package souk.settlement.web3j;

import java.time.Duration;

/**
 * How far a node trusts its endpoints.
 *
 * @param deadline for each endpoint to answer, from the connection to the last byte
 * @param maxResponseBytes an answer longer than this is none
 */
public record ConnectionLimits(Duration deadline, int maxResponseBytes) {
  /** 10 seconds and 32 MiB. */
  public static final ConnectionLimits DEFAULT =
      new ConnectionLimits(Duration.ofSeconds(10), 32 << 20);
}
