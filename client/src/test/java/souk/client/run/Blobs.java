package souk.client.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import souk.client.blob.BlobSource;
import souk.client.market.MarketException;
import souk.protocol.codec.Digests;
import souk.protocol.value.Hash;

/** Blobs in memory that remembers what was asked for. */
final class Blobs implements BlobSource {
  private final Map<Hash, byte[]> blobs = new HashMap<>();
  private final List<Hash> asked = new ArrayList<>();

  Hash add(byte[] blob) {
    var digest = Digests.sha256(blob);
    blobs.put(digest, blob);
    return digest;
  }

  void lose(Hash digest) {
    blobs.remove(digest);
  }

  List<Hash> asked() {
    return asked;
  }

  @Override
  public byte[] getBlob(Hash digest, int maxBytes) {
    asked.add(digest);
    var blob = blobs.get(digest);
    if (blob == null || blob.length > maxBytes) {
      throw new MarketException("no market node could give it", true);
    }
    return blob;
  }
}
