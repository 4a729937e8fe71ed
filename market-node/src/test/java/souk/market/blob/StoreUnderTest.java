package souk.market.blob;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import souk.market.blob.Upload.Kept;
import souk.protocol.codec.Digests;
import souk.protocol.value.Hash;
import souk.settlement.journal.Journal;
import souk.settlement.journal.JournalPlace;
import souk.settlement.keys.AccountKey;

/** A blob store whose clock, market and crashes a test holds in its hands. */
final class StoreUnderTest implements AutoCloseable {
  static final Hash NUDGE = BlobJobs.hash("nudge");

  private static final Duration DEADLINE = Duration.ofSeconds(20);

  final MovableClock clock = new MovableClock();
  final BlobJobs market = new BlobJobs();
  private final Path directory;
  private final Journal journal;
  private BlobStore store;

  StoreUnderTest(Path directory, JournalPlace place) throws IOException {
    this.directory = directory;
    this.journal = Journal.open(place);
    this.store = open(DiskBlobs.open(place()));
  }

  BlobStore store() {
    return store;
  }

  /** Begins again as after a kill: nothing of the process before is left but the disk. */
  void restart(BlobBackend backend) {
    store.close();
    store = open(backend);
  }

  void restart() throws IOException {
    restart(disk());
  }

  DiskBlobs disk() throws IOException {
    return DiskBlobs.open(place());
  }

  Hash upload(byte[] bytes) throws IOException {
    assertThat(upload(bytes, BlobStores.RICH)).isEqualTo(new Kept());
    return Digests.sha256(bytes);
  }

  Upload upload(byte[] bytes, AccountKey account) throws IOException {
    var digest = Digests.sha256(bytes);
    var authorization = BlobStores.signer(account).sign(digest, bytes.length);
    return store.receive(authorization, digest, bytes.length, new ByteArrayInputStream(bytes));
  }

  Hash make(byte[] bytes) throws IOException {
    assertThat(store.make(bytes)).isTrue();
    return Digests.sha256(bytes);
  }

  boolean has(Hash digest) throws IOException {
    return store.sizeBytes(digest).isPresent();
  }

  /** Follows the market and waits until its jobs are known and what is due is gone. */
  void follow() {
    store.follow(market);
    settle();
  }

  /** Lets that time pass, and waits until what is due is gone. */
  void pass(Duration time) {
    clock.move(time);
    settle();
  }

  /** Waits until the jobs as they are now are known, and what is due is gone. */
  void settle(Hash... jobs) {
    store.look(List.of(jobs));
    var before = store.rounds();
    store.look(List.of(NUDGE));
    await(() -> store.rounds() > before + 1);
  }

  /** The blobs that rest in the place. */
  List<Hash> resting() throws IOException {
    var found = new ArrayList<Hash>();
    disk().list(blob -> found.add(blob.digest()));
    return found;
  }

  void await(Condition condition) {
    var end = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("the store does not get there").isLessThan(end);
      store.look(List.of(NUDGE));
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Override
  public void close() {
    store.close();
    journal.close();
  }

  private Path place() {
    return directory.resolve("blobs");
  }

  private BlobStore open(BlobBackend backend) {
    try {
      return BlobStore.over(
          backend, BlobStores.config(directory), journal, List.of(), BlobStores.rules(), clock);
    } catch (IOException e) {
      throw new IllegalStateException("the disk fails", e);
    }
  }

  interface Condition {
    boolean holds();
  }
}
