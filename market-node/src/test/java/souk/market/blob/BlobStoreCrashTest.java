package souk.market.blob;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import souk.client.blob.SpooledBlob;
import souk.protocol.codec.Digests;
import souk.protocol.value.Hash;
import souk.settlement.journal.InEveryJournal;
import souk.settlement.journal.JournalPlaces;

/** A node killed between the journal's and the place's steps leaks no blob and loses none. */
@InEveryJournal
class BlobStoreCrashTest {
  private static final byte[] BLOB = "blob".getBytes(US_ASCII);
  private static final Hash DIGEST = Digests.sha256(BLOB);

  private final JournalPlaces places;
  @TempDir Path directory;
  private StoreUnderTest test;

  private enum Point {
    BEFORE_PUT,
    AFTER_PUT,
    BEFORE_DELETE,
    AFTER_DELETE
  }

  BlobStoreCrashTest(JournalPlaces places) {
    this.places = places;
  }

  @BeforeEach
  void open() throws IOException {
    test = new StoreUnderTest(directory, places.fresh(directory));
  }

  @AfterEach
  void close() {
    test.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"BEFORE_PUT", "AFTER_PUT"})
  void anUploadThatWasCutShortLeavesNothing(Point point) throws IOException {
    test.restart(new Dying(test.disk(), point));
    assertThatThrownBy(() -> test.upload(BLOB)).isInstanceOf(Killed.class);

    test.restart();
    test.clock.move(Duration.ofHours(2));
    test.follow();

    assertThat(test.resting()).isEmpty();
    assertThat(test.store().usedBytes()).isZero();
    assertThat(directory.resolve("blobs").resolve("incoming")).isEmptyDirectory();
  }

  @ParameterizedTest
  @EnumSource(names = {"BEFORE_PUT", "AFTER_PUT"})
  void anUploadThatWasCutShortCanBeMadeAgain(Point point) throws IOException {
    test.restart(new Dying(test.disk(), point));
    assertThatThrownBy(() -> test.upload(BLOB)).isInstanceOf(Killed.class);

    test.restart();
    test.upload(BLOB);

    assertThat(test.resting()).containsExactly(DIGEST);
    assertThat(test.store().usedBytes()).isEqualTo(BlobLedger.LEAST_CHARGE_BYTES);
  }

  @ParameterizedTest
  @EnumSource(names = {"BEFORE_DELETE", "AFTER_DELETE"})
  void aRemovalThatWasCutShortIsFinished(Point point) throws IOException {
    test.upload(BLOB);
    test.clock.move(Duration.ofHours(2));
    var dying = new Dying(test.disk(), point);
    test.restart(dying);
    test.store().follow(test.market);
    test.await(() -> dying.isDead);

    test.restart();
    test.clock.move(Duration.ofMinutes(2));
    test.follow();

    assertThat(test.resting()).isEmpty();
    assertThat(test.store().usedBytes()).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"BEFORE_DELETE", "AFTER_DELETE"})
  void aBlobComesBackAfterARemovalThatWasCutShort(Point point) throws IOException {
    test.upload(BLOB);
    test.clock.move(Duration.ofHours(2));
    var dying = new Dying(test.disk(), point);
    test.restart(dying);
    test.store().follow(test.market);
    test.await(() -> dying.isDead);

    test.restart();
    test.clock.move(Duration.ofMinutes(2));
    test.follow();
    test.upload(BLOB);

    assertThat(test.resting()).containsExactly(DIGEST);
  }

  private static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  /** Ends like the process at one point, and does nothing from then on. */
  private static final class Dying implements BlobBackend {
    private final BlobBackend place;
    private final Point point;
    private volatile boolean isDead;

    Dying(BlobBackend place, Point point) {
      this.place = place;
      this.point = point;
    }

    @Override
    public String id() {
      return place.id();
    }

    @Override
    public OptionalLong sizeBytes(Hash digest) throws IOException {
      return place.sizeBytes(digest);
    }

    @Override
    public Optional<InputStream> open(Hash digest, long fromByte, long sizeBytes)
        throws IOException {
      return place.open(digest, fromByte, sizeBytes);
    }

    @Override
    public void put(SpooledBlob blob) throws IOException {
      dieAt(Point.BEFORE_PUT);
      place.put(blob);
      dieAt(Point.AFTER_PUT);
    }

    @Override
    public void delete(Hash digest) throws IOException {
      dieAt(Point.BEFORE_DELETE);
      place.delete(digest);
      dieAt(Point.AFTER_DELETE);
    }

    @Override
    public void list(Consumer<Found> listener) throws IOException {
      place.list(listener);
    }

    @Override
    public void check() throws IOException {
      place.check();
    }

    @Override
    public void close() {
      place.close();
    }

    private void dieAt(Point here) {
      if (isDead || point == here) {
        isDead = true;
        throw new Killed();
      }
    }
  }
}
