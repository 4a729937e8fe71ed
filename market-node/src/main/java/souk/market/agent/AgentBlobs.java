package souk.market.agent;

import java.io.IOException;
import souk.market.blob.BlobStore;
import souk.protocol.value.Hash;

/** The blobs of this node; the blob store's, but for tests. */
public interface AgentBlobs {
  /** Whether the node has it. */
  boolean has(Hash digest) throws IOException;

  /** Whether it has it, if need be fetched from a peer. */
  boolean bring(Hash digest) throws IOException;

  /** Keeps bytes that the node made; false if it has no room. */
  boolean make(byte[] bytes) throws IOException;

  /** Those of that store. */
  static AgentBlobs of(BlobStore store) {
    return new AgentBlobs() {
      @Override
      public boolean has(Hash digest) throws IOException {
        return store.sizeBytes(digest).isPresent();
      }

      @Override
      public boolean bring(Hash digest) throws IOException {
        return store.bring(digest) == BlobStore.Presence.HERE;
      }

      @Override
      public boolean make(byte[] bytes) throws IOException {
        return store.make(bytes);
      }
    };
  }
}
