package souk.market.blob;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static souk.market.blob.BlobJobs.OPEN;
import static souk.market.blob.BlobJobs.OVER;
import static souk.market.blob.BlobJobs.hash;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.market.blob.Upload.Kept;
import souk.market.blob.Upload.Refused;
import souk.market.blob.Upload.Why;
import souk.protocol.codec.Digests;
import souk.protocol.codec.InputCodec;
import souk.protocol.job.JobState;
import souk.protocol.job.Mount;
import souk.protocol.value.Hash;
import souk.settlement.index.IndexedJob;
import souk.settlement.journal.InEveryJournal;
import souk.settlement.journal.JournalPlaces;
import souk.settlement.keys.AccountKey;

@InEveryJournal
class BlobStoreTest {
  private static final Hash JOB = hash("job");
  private static final Duration LONG = Duration.ofDays(30);

  private static final AccountKey THIRD = AccountKey.of(Hash.parse("0x" + "%064x".formatted(9)));

  private final JournalPlaces places;
  @TempDir Path directory;
  private StoreUnderTest test;

  BlobStoreTest(JournalPlaces places) {
    this.places = places;
  }

  @BeforeEach
  void open() throws IOException {
    test = new StoreUnderTest(directory, places.fresh(directory));
  }

  @AfterEach
  void close() {
    test.close();
    assertThat(test.market.troubles).isEmpty();
  }

  @Test
  void letsNothingGoAndComplainsOfNothingWhileTheNodeCatchesUp() throws IOException {
    var blob = test.upload(bytes("module"));
    test.market.isBehind = true;
    test.store().follow(test.market);
    test.clock.move(Duration.ofHours(2));

    test.await(() -> test.market.waits.get() > 3);
    assertThat(test.has(blob)).isTrue();
    assertThat(test.market.troubles).isEmpty();
    test.market.isBehind = false;
    test.settle();

    assertThat(test.has(blob)).isFalse();
  }

  @Test
  void goesOnAfterWhatNobodyThoughtOf() throws IOException {
    test.market.fault = new IllegalStateException("nobody thought of that");
    test.store().follow(test.market);
    test.await(() -> !test.market.troubles.isEmpty());
    assertThat(test.market.troubles.getFirst()).contains("nobody thought of that");
    var blob = test.upload(bytes("module"));

    test.market.fault = null;
    test.settle();
    test.pass(Duration.ofHours(2));

    assertThat(test.has(blob)).isFalse();
    test.market.troubles.clear();
  }

  @Test
  void letsGoOfABlobThatNoJobNames() throws IOException {
    var blob = test.upload(bytes("module"));
    test.follow();

    test.pass(Duration.ofMinutes(59));
    assertThat(test.has(blob)).isTrue();
    test.pass(Duration.ofMinutes(2));

    assertThat(test.has(blob)).isFalse();
    assertThat(test.store().usedBytes()).isZero();
  }

  @Test
  void aBlobHandedOverAgainIsKeptForAsLongAgain() throws IOException {
    var blob = test.upload(bytes("module"));
    test.follow();

    test.pass(Duration.ofMinutes(59));
    test.upload(bytes("module"));
    test.pass(Duration.ofMinutes(59));

    assertThat(test.has(blob)).isTrue();
    assertThat(test.store().usedBytes()).isEqualTo(BlobLedger.LEAST_CHARGE_BYTES);
  }

  @Test
  void keepsWhatALiveJobIsRunWithAndWhatCameOfIt() throws IOException {
    var mounted = test.upload(bytes("mounted"));
    var manifest = InputCodec.encode(List.of(new Mount("data", mounted, 7)));
    var blobs =
        List.of(
            test.upload(bytes("module")),
            test.upload(bytes("input")),
            test.upload(manifest),
            test.upload(bytes("output")),
            test.upload(bytes("sealed")),
            mounted);
    test.market.put(
        BlobJobs.job(
            "job",
            OPEN,
            blobs.get(0),
            blobs.get(1),
            blobs.get(2),
            Optional.of(BlobJobs.result(blobs.get(3)))));
    test.market.seal(JOB, blobs.get(4));
    test.follow();

    test.pass(LONG);

    for (var blob : blobs) {
      assertThat(test.has(blob)).isTrue();
    }
  }

  @Test
  void keepsTheBlobsOfAJobForAWhileAfterIt() throws IOException {
    var module = test.upload(bytes("module"));
    test.market.put(job(OPEN, module));
    test.follow();
    test.pass(LONG);

    test.market.put(job(OVER, module));
    test.settle(JOB);
    test.pass(Duration.ofDays(6));
    assertThat(test.has(module)).isTrue();
    test.pass(Duration.ofDays(2));

    assertThat(test.has(module)).isFalse();
  }

  @Test
  void keepsTheBlobsOfAJobThatWasHandedInSigned() throws IOException {
    var module = test.upload(bytes("module"));
    test.market.await(JOB, job(OPEN, module).spec());
    test.follow();
    test.pass(LONG);
    assertThat(test.has(module)).isTrue();

    test.market.remove(JOB);
    test.settle();
    test.pass(Duration.ofDays(8));

    assertThat(test.has(module)).isFalse();
  }

  @Test
  void keepsTheModuleOfAnAgentAsLongAsItCanPay() throws IOException {
    var module = test.upload(bytes("module"));
    test.market.live(JOB, module);
    test.follow();
    test.pass(LONG);
    assertThat(test.has(module)).isTrue();

    test.market.remove(JOB);
    test.settle();
    test.pass(Duration.ofDays(8));

    assertThat(test.has(module)).isFalse();
  }

  @Test
  void keepsWhatItMadeItselfForAWhile() throws IOException {
    var made = test.make(bytes("made"));
    test.follow();
    assertThat(test.has(made)).isTrue();

    test.pass(Duration.ofDays(2));

    assertThat(test.has(made)).isFalse();
  }

  @Test
  void aJobThatAReorgTookAndGaveBackKeepsItsBlobs() throws IOException {
    var module = test.upload(bytes("module"));
    test.market.put(job(OPEN, module));
    test.follow();

    test.market.remove(JOB);
    test.settle(JOB);
    test.market.put(job(OPEN, module));
    test.settle(JOB);
    test.pass(LONG);

    assertThat(test.has(module)).isTrue();
  }

  @Test
  void aJobThatIsOverAndThenIsNotKeepsItsBlobs() throws IOException {
    var module = test.upload(bytes("module"));
    test.market.put(job(OVER, module));
    test.follow();

    test.market.put(job(OPEN, module));
    test.settle(JOB);
    test.pass(LONG);

    assertThat(test.has(module)).isTrue();
  }

  @Test
  void aListOfMountsThatComesLaterPinsThemToo() throws IOException {
    var mounted = test.upload(bytes("mounted"));
    var manifest = InputCodec.encode(List.of(new Mount("data", mounted, 7)));
    test.market.put(BlobJobs.job("job", OPEN, hash("module"), hash("input"), hash("none of it")));
    test.market.put(
        BlobJobs.job("other", OPEN, hash("module"), hash("input"), Digests.sha256(manifest)));
    test.follow();

    test.upload(manifest);
    test.settle();
    test.pass(LONG);

    assertThat(test.has(mounted)).isTrue();
  }

  @Test
  void keepsPinsOverARestart() throws IOException {
    var module = test.upload(bytes("module"));
    test.market.put(job(OPEN, module));
    test.follow();

    test.restart();
    test.clock.move(LONG);
    test.follow();
    test.settle();

    assertThat(test.has(module)).isTrue();
  }

  @Test
  void aJobThatEndedWhileTheNodeWasDownIsKeptForAWhileToo() throws IOException {
    var module = test.upload(bytes("module"));
    test.market.put(job(OPEN, module));
    test.follow();

    test.restart();
    test.market.put(job(OVER, module));
    test.clock.move(LONG);
    test.follow();
    assertThat(test.has(module)).isTrue();
    test.pass(Duration.ofDays(8));

    assertThat(test.has(module)).isFalse();
  }

  @Test
  void nothingGoesBeforeTheMarketIsKnown() throws IOException {
    var half = (int) BlobStores.QUOTA_BYTES;
    var first = test.upload(filled(1, half));
    upload(filled(2, half), BlobStores.OTHER);

    test.clock.move(LONG);

    assertRefused(test.upload(bytes("more"), THIRD), Why.NO_ROOM);
    assertThat(test.has(first)).isTrue();
  }

  @Test
  void makesRoomByTheBlobsWhoseJobsAreOverForLongest() throws IOException {
    var quarter = (int) BlobStores.QUOTA_BYTES / 2;
    var older = test.upload(filled(1, quarter));
    var younger = test.upload(filled(2, quarter));
    var pinned = upload(filled(3, quarter), BlobStores.OTHER);
    test.market.put(job("a", OPEN, older));
    test.market.put(job("b", OPEN, younger));
    test.market.put(job("c", OPEN, pinned));
    test.follow();
    test.pass(Duration.ofHours(2));
    test.market.put(job("a", OVER, older));
    test.settle(hash("a"));
    test.pass(Duration.ofMinutes(1));
    test.market.put(job("b", OVER, younger));
    test.settle(hash("b"));
    var fresh = upload(filled(4, quarter), BlobStores.OTHER);

    var newest = upload(filled(5, quarter), THIRD);

    assertThat(test.resting()).containsExactlyInAnyOrder(younger, pinned, fresh, newest);
  }

  @Test
  void refusesWhatWouldNeedTheRoomOfFreshOrPinnedBlobs() throws IOException {
    var half = (int) BlobStores.QUOTA_BYTES;
    var pinned = test.upload(filled(1, half));
    upload(filled(2, half), BlobStores.OTHER);
    test.market.put(job(OPEN, pinned));
    test.follow();

    assertRefused(test.upload(bytes("more"), THIRD), Why.NO_ROOM);
  }

  @Test
  void takesInWhatALostJournalKnewNothingOf() throws IOException {
    var module = test.upload(bytes("module"));
    test.close();

    test = new StoreUnderTest(directory, places.fresh(directory));
    test.follow();
    assertThat(test.store().usedBytes()).isEqualTo(BlobLedger.LEAST_CHARGE_BYTES);
    test.pass(Duration.ofDays(8));

    assertThat(test.has(module)).isFalse();
    assertThat(test.resting()).isEmpty();
  }

  private Hash upload(byte[] bytes, AccountKey account) throws IOException {
    assertThat(test.upload(bytes, account)).isEqualTo(new Kept());
    return Digests.sha256(bytes);
  }

  private static void assertRefused(Upload upload, Why why) {
    assertThat(upload)
        .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.why()).isEqualTo(why));
  }

  private static IndexedJob job(JobState state, Hash module) {
    return job("job", state, module);
  }

  private static IndexedJob job(String name, JobState state, Hash module) {
    return BlobJobs.job(name, state, module, hash("input"), Hash.ZERO);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }

  private static byte[] filled(int with, int sizeBytes) {
    var bytes = new byte[sizeBytes];
    Arrays.fill(bytes, (byte) with);
    return bytes;
  }
}
