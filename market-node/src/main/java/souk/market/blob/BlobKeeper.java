package souk.market.blob;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import souk.client.node.Crew;
import souk.protocol.value.Hash;
import souk.settlement.index.IndexedJob;

/**
 * Keeps the blobs that a market's jobs need, fetches those of jobs this node matched, and lets the
 * others go.
 */
final class BlobKeeper implements AutoCloseable {
  private final LiveMarket market;
  private final BlobStore store;
  private final JobPins pins;
  private final Housekeeper housekeeper;
  private final Crew<Hash> fetches = new Crew<>("fetch blob");

  BlobKeeper(
      LiveMarket market,
      BlobStore store,
      Pins pins,
      BlobLedger ledger,
      Collector collector,
      Duration resultGrace,
      BlobCounts counts,
      Clock clock) {
    this.market = market;
    this.store = store;
    var names = new JobBlobs(this::read, market::sealedOutput);
    this.pins = new JobPins(market, names, pins, ledger, resultGrace, clock);
    this.housekeeper = new Housekeeper(this.pins, collector, market, this::bring, counts, clock);
  }

  void start() {
    housekeeper.start();
  }

  /** Whether it is known what is needed. */
  boolean isReady() {
    return housekeeper.isReady();
  }

  /** Has jobs looked at again. */
  void look(Collection<Hash> jobs) {
    housekeeper.look(jobs);
  }

  /** A blob is here that was not: it may be the list of a job's mounts. */
  void arrived(Hash blob) {
    var waiting = pins.waitingFor(blob);
    if (!waiting.isEmpty()) {
      housekeeper.look(waiting);
    }
  }

  @Override
  public void close() {
    housekeeper.close();
    fetches.close();
  }

  private void bring(IndexedJob job, Set<Hash> blobs) {
    if (market.isOurs(job)) {
      blobs.forEach(blob -> fetches.start(blob, () -> bring(blob)));
    }
  }

  private void bring(Hash blob) {
    try {
      store.bring(blob);
    } catch (IOException e) {
      market.trouble("a blob of a job cannot be fetched: " + e.getMessage());
    }
  }

  private Optional<byte[]> read(Hash digest, int maxBytes) throws IOException {
    var sizeBytes = store.sizeBytes(digest);
    var part =
        sizeBytes.isPresent()
            ? store.open(digest, 0, Math.min(sizeBytes.getAsLong(), maxBytes))
            : Optional.<InputStream>empty();
    if (part.isEmpty()) {
      return Optional.empty();
    }
    try (var bytes = part.get()) {
      return Optional.of(bytes.readAllBytes());
    }
  }
}
