package souk.market.blob;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import souk.client.blob.BlobSpool;
import souk.client.blob.SpooledBlob;
import souk.client.market.MarketClient;
import souk.client.market.MarketException;
import souk.client.node.Backoff;
import souk.protocol.value.Hash;

/**
 * Another market node as a source of blobs. One that fails or gives other bytes than asked for is
 * left alone for a while that grows. Thread-safe.
 */
final class BlobPeer {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private final MarketClient node;
  private final Clock clock;
  private final Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
  private Instant leftAloneUntil = Instant.MIN;

  BlobPeer(MarketClient node, Clock clock) {
    this.node = node;
    this.clock = clock;
  }

  /** A blob of its own, checked against its digest, if it has it and is worth asking. */
  Optional<SpooledBlob> download(Hash digest, long maxBytes, BlobSpool spool) {
    if (isLeftAlone()) {
      return Optional.empty();
    }
    try {
      var answer = node.downloadLocal(digest, maxBytes, spool);
      succeeded();
      return answer;
    } catch (MarketException e) {
      failed();
      return Optional.empty();
    }
  }

  private synchronized boolean isLeftAlone() {
    return clock.instant().isBefore(leftAloneUntil);
  }

  private synchronized void succeeded() {
    backoff.succeeded();
    leftAloneUntil = Instant.MIN;
  }

  private synchronized void failed() {
    leftAloneUntil = clock.instant().plus(backoff.failed());
  }
}
