package souk.provider.node;

import souk.client.api.SealedOutput;
import souk.client.blob.BlobContent;
import souk.client.blob.UploadSigner;
import souk.client.market.MarketException;
import souk.client.market.MarketNodes;
import souk.protocol.value.Hash;

/**
 * Where outputs go: the market nodes. Each method throws {@link MarketException} if none took it.
 */
interface OutputSink {
  /** Stores a blob and gives its SHA-256. */
  Hash put(byte[] blob);

  /** Tells where a job's sealed output is. */
  void tell(SealedOutput note);

  /** The sink that is these nodes, on the quota of the signer's account. */
  static OutputSink of(MarketNodes nodes, UploadSigner signer) {
    return new OutputSink() {
      @Override
      public Hash put(byte[] blob) {
        return nodes.putBlob(BlobContent.of(blob), signer);
      }

      @Override
      public void tell(SealedOutput note) {
        nodes.putSealedOutput(note);
      }
    };
  }
}
