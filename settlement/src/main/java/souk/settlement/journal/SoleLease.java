package souk.settlement.journal;

import java.util.OptionalLong;

/** The lease of a journal that has only one process. */
final class SoleLease extends Lease {
  @Override
  public OptionalLong term() {
    return OptionalLong.of(1);
  }

  @Override
  public void listen(Runnable changed) {
    // It never changes.
  }

  @Override
  void require(Session session) {
    // The lock on the file keeps others out.
  }

  @Override
  void close() {
    // Let go of with the file.
  }
}
