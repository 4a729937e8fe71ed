package souk.client.blob;

import souk.protocol.value.Hash;

/** Somewhere blobs come from. */
@FunctionalInterface
public interface BlobSource {
  /**
   * The bytes of a blob, already checked against its digest.
   *
   * @param maxBytes size beyond which it is refused
   * @throws souk.client.market.MarketException if it is not to be had, or is larger
   */
  byte[] getBlob(Hash digest, int maxBytes);
}
