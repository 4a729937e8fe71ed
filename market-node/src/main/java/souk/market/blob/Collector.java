package souk.market.blob;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import souk.protocol.value.Hash;

/** Removes blobs whose time is over, and others when room is needed; never a pinned one. */
final class Collector {
  // What takes longer was abandoned.
  private static final Duration LONGEST_COMING = Duration.ofHours(1);
  private static final Duration LONGEST_GOING = Duration.ofMinutes(1);
  private static final int BATCH = 200;

  private final BlobLedger ledger;
  private final BlobBackend backend;
  private final Pins pins;
  private final Locks locks;
  private final Duration guard;
  private final BlobCounts counts;
  private final Clock clock;
  private final ReentrantLock makingRoom = new ReentrantLock();

  /**
   * @param guard how long a blob that was handed over stays although room is needed
   */
  Collector(
      BlobLedger ledger,
      BlobBackend backend,
      Pins pins,
      Locks locks,
      Duration guard,
      BlobCounts counts,
      Clock clock) {
    this.ledger = ledger;
    this.backend = backend;
    this.pins = pins;
    this.locks = locks;
    this.guard = guard;
    this.counts = counts;
    this.clock = clock;
  }

  /** Removes what is due and what a crash left half done. */
  void collect() throws IOException {
    var now = clock.instant();
    for (var digest : ledger.interrupted(now.minus(LONGEST_COMING), now.minus(LONGEST_GOING))) {
      finish(digest);
    }

    var due = ledger.due(now, BATCH);
    while (!due.isEmpty()) {
      for (var blob : due) {
        remove(blob);
      }
      due = ledger.due(now, BATCH);
    }
  }

  /** Removes blobs until so many bytes are free; false if they cannot be. */
  boolean makeRoom(long bytes, long capacityBytes) throws IOException {
    makingRoom.lock();
    try {
      var missing = ledger.usedBytes() + bytes - capacityBytes;
      var since = clock.instant().minus(guard);
      var spare = ledger.spare(since, BATCH);
      while (missing > 0 && !spare.isEmpty()) {
        for (var blob : spare) {
          if (missing > 0 && remove(blob)) {
            missing -= blob.chargedBytes();
          }
        }
        spare = ledger.spare(since, BATCH);
      }
      return missing <= 0;
    } finally {
      makingRoom.unlock();
    }
  }

  private boolean remove(BlobLedger.Leaving blob) throws IOException {
    var lock = locks.of(blob.digest());
    lock.lock();
    try {
      if (pins.holds(blob.digest())) {
        ledger.pin(List.of(blob.digest()));
        return false;
      }
      if (!ledger.leave(blob, clock.instant())) {
        return false;
      }
      backend.delete(blob.digest());
      ledger.gone(blob.digest());
      counts.count(BlobCounts.Event.COLLECTED);
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void finish(Hash digest) throws IOException {
    var lock = locks.of(digest);
    lock.lock();
    try {
      ledger.giveUp(digest);
      backend.delete(digest);
      ledger.gone(digest);
    } finally {
      lock.unlock();
    }
  }
}
