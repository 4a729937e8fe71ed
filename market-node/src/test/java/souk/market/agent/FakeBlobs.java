package souk.market.agent;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import souk.protocol.codec.Digests;
import souk.protocol.value.Hash;

/** Blobs in memory, and those that peers have. Thread-safe. */
final class FakeBlobs implements AgentBlobs {
  final Set<Hash> here = ConcurrentHashMap.newKeySet();
  final Set<Hash> atPeers = ConcurrentHashMap.newKeySet();

  @Override
  public boolean has(Hash digest) {
    return here.contains(digest);
  }

  @Override
  public boolean bring(Hash digest) {
    return here.contains(digest) || (atPeers.contains(digest) && here.add(digest));
  }

  @Override
  public boolean make(byte[] bytes) {
    here.add(Digests.sha256(bytes));
    return true;
  }
}
