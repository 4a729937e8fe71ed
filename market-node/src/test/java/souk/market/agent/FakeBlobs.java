package souk.market.agent;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import souk.protocol.codec.Digests;
import souk.protocol.value.Hash;

/** Blobs in memory, those that peers have, and those they were asked for. Thread-safe. */
final class FakeBlobs implements AgentBlobs {
  final Set<Hash> here = ConcurrentHashMap.newKeySet();
  final Set<Hash> atPeers = ConcurrentHashMap.newKeySet();
  final Set<Hash> asked = ConcurrentHashMap.newKeySet();

  @Override
  public boolean has(Hash digest) {
    return here.contains(digest);
  }

  @Override
  public boolean bring(Hash digest) {
    if (here.contains(digest)) {
      return true;
    }
    asked.add(digest);
    return atPeers.contains(digest) && here.add(digest);
  }

  @Override
  public boolean make(byte[] bytes) {
    here.add(Digests.sha256(bytes));
    return true;
  }
}
