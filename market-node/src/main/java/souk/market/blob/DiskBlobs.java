package souk.market.blob;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import souk.client.blob.SpooledBlob;
import souk.protocol.codec.Cid;
import souk.protocol.value.Hash;

/**
 * Blobs as files named by their CID, in 256 directories by the first byte of their digest: a
 * million blobs make four thousand files in each.
 */
final class DiskBlobs implements BlobBackend {
  private static final String ID = "id";
  private static final int SHARDS = 256;

  private final Path directory;
  private final String id;

  private DiskBlobs(Path directory, String id) {
    this.directory = directory;
    this.id = id;
  }

  /**
   * Opens the directory, or makes it.
   *
   * @throws IOException if it cannot be used
   */
  static DiskBlobs open(Path directory) throws IOException {
    for (var shard = 0; shard < SHARDS; shard++) {
      Files.createDirectories(shard(directory, (byte) shard));
    }
    var id = directory.resolve(ID);
    if (!Files.exists(id)) {
      var written = Files.writeString(directory.resolve(ID + ".new"), UUID.randomUUID().toString());
      Files.move(written, id, StandardCopyOption.ATOMIC_MOVE);
    }
    return new DiskBlobs(directory, Files.readString(id).strip());
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public OptionalLong sizeBytes(Hash digest) throws IOException {
    try {
      return OptionalLong.of(Files.size(file(digest)));
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    }
  }

  @Override
  public Optional<InputStream> open(Hash digest, long fromByte, long sizeBytes) throws IOException {
    try {
      return Optional.of(FilePart.open(file(digest), fromByte, sizeBytes));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public void put(SpooledBlob blob) throws IOException {
    var shard = shard(directory, blob.digest().bytes()[0]);
    blob.moveTo(shard.resolve(Cid.text(blob.digest())));
    force(shard);
  }

  @Override
  public void delete(Hash digest) throws IOException {
    Files.deleteIfExists(file(digest));
  }

  @Override
  public void list(Consumer<Found> listener) throws IOException {
    for (var shard = 0; shard < SHARDS; shard++) {
      try (var files = Files.newDirectoryStream(shard(directory, (byte) shard))) {
        for (var file : files) {
          tell(file, listener);
        }
      }
    }
  }

  @Override
  public void check() throws IOException {
    if (!Files.readString(directory.resolve(ID)).strip().equals(id)) {
      throw new IOException("the directory of blobs %s is another now".formatted(directory));
    }
  }

  @Override
  public void close() {
    // Nothing is held open.
  }

  private static void tell(Path file, Consumer<Found> listener) throws IOException {
    Hash digest;
    try {
      digest = Cid.parse(file.getFileName().toString());
    } catch (IllegalArgumentException e) {
      return; // A stranger's file: not ours to count, not ours to delete.
    }
    listener.accept(new Found(digest, Files.size(file)));
  }

  private Path file(Hash digest) {
    return shard(directory, digest.bytes()[0]).resolve(Cid.text(digest));
  }

  private static Path shard(Path directory, byte first) {
    return directory.resolve(HexFormat.of().toHexDigits(first));
  }

  /** A file that was moved is there after a loss of power once its directory is on the disk. */
  private static void force(Path directory) throws IOException {
    try (var channel = FileChannel.open(directory)) {
      channel.force(true);
    } catch (AccessDeniedException e) {
      // Windows opens no directories, and needs no such thing.
    }
  }
}
