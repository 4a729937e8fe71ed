package souk.market.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class DiskBlobsTest extends BlobBackendBehaviour {
  @Override
  BlobBackend open() throws IOException {
    return DiskBlobs.open(directory.resolve("blobs"));
  }

  @Test
  void anotherDirectoryIsAnotherPlace() throws IOException {
    try (var other = DiskBlobs.open(directory.resolve("other"));
        var own = open()) {
      assertThat(other.id()).isNotEqualTo(own.id());
    }
  }

  @Test
  void noticesThatItsDirectoryIsGoneOrAnother() throws IOException {
    try (var blobs = open()) {
      blobs.check();
      Files.move(directory.resolve("blobs"), directory.resolve("moved"));

      assertThatIOException().isThrownBy(blobs::check);
      DiskBlobs.open(directory.resolve("blobs")).close();

      assertThatIOException().isThrownBy(blobs::check).withMessageContaining("another");
    }
  }

  @Test
  void leavesStrangersFilesAlone() throws IOException {
    var stranger = directory.resolve("blobs").resolve("00").resolve("notes.txt");
    Files.writeString(stranger, "mine");

    try (var blobs = open()) {
      blobs.list(found -> assertThat(found).isNull());
    }

    assertThat(stranger).exists();
  }
}
