package souk.market.blob;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import souk.protocol.value.Hash;

/** One blob at a time comes or goes; others do not wait for it, or seldom. */
final class Locks {
  private static final int COUNT = 256;

  private final List<ReentrantLock> locks =
      Stream.generate(ReentrantLock::new).limit(COUNT).toList();

  /** Held while the blob's row and bytes change. */
  ReentrantLock of(Hash digest) {
    return locks.get(Byte.toUnsignedInt(digest.bytes()[0]));
  }
}
