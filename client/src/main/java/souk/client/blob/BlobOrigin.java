package souk.client.blob;

import souk.protocol.value.Hash;

/** Somewhere far where blobs come from, piece by piece. */
@FunctionalInterface
public interface BlobOrigin {
  /**
   * Fetches a blob, already checked against its digest; the caller closes what it is given.
   *
   * @param maxBytes size beyond which it is refused
   * @param spool where its bytes arrive
   * @throws souk.client.market.MarketException if it is not to be had, or is larger
   */
  SpooledBlob download(Hash digest, long maxBytes, BlobSpool spool);
}
