package souk.market.blob;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import souk.client.api.WireLimits;
import souk.client.blob.BlobDirectory;
import souk.client.market.MarketClient;
import souk.client.market.MarketException;
import souk.protocol.value.Hash;

/**
 * The blobs of this node, and through its peers those of others. What a peer gave is kept.
 * Thread-safe.
 */
public final class BlobStore {
  private static final int PEER_FETCHES = 2;

  private final BlobDirectory own;
  private final List<MarketClient> peers;
  // Each fetch holds a whole blob in memory.
  private final Semaphore fetches = new Semaphore(PEER_FETCHES);

  /**
   * @param own where blobs rest
   * @param peers nodes asked for what is missing
   */
  public BlobStore(BlobDirectory own, List<MarketClient> peers) {
    this.own = own;
    this.peers = List.copyOf(peers);
  }

  /** The size of a blob this node has itself. */
  public Optional<Long> sizeBytes(Hash digest) {
    return own.sizeBytes(digest);
  }

  /** A stream over a blob this node has itself; the caller closes it. */
  public Optional<InputStream> open(Hash digest) {
    return own.open(digest);
  }

  /** A stream over a blob this node has or can get from a peer; the caller closes it. */
  public Optional<InputStream> openOrFetch(Hash digest) {
    return open(digest).or(() -> fetch(digest));
  }

  /**
   * Keeps the bytes of a stream if they have that digest.
   *
   * @throws IOException if the stream breaks, or the disk fails
   */
  public BlobDirectory.Stored receive(Hash digest, InputStream bytes) throws IOException {
    return own.receive(digest, bytes, WireLimits.MAX_BLOB_BYTES);
  }

  private Optional<InputStream> fetch(Hash digest) {
    if (peers.isEmpty() || !fetches.tryAcquire()) {
      return Optional.empty();
    }
    try {
      var found = peers.stream().flatMap(peer -> ask(peer, digest).stream()).findFirst();
      found.ifPresent(bytes -> own.write(digest, bytes));
      return found.map(ByteArrayInputStream::new);
    } finally {
      fetches.release();
    }
  }

  private static Optional<byte[]> ask(MarketClient peer, Hash digest) {
    try {
      return Optional.of(peer.getLocalBlob(digest, WireLimits.MAX_BLOB_BYTES));
    } catch (MarketException e) {
      return Optional.empty();
    }
  }
}
