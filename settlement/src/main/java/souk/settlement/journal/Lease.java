package souk.settlement.journal;

import java.util.OptionalLong;

/**
 * Which of the processes that share a journal acts: sends transactions and writes what the others
 * only read. At most one holds it, and its writes are refused from the moment another has taken it
 * ({@link Journal#computeAsLeader}).
 *
 * <p>A journal in a file has one process, which always holds it.
 */
public abstract sealed class Lease permits SoleLease, AdvisoryLease {
  /**
   * Number of the time this process holds it; empty while it does not. Numbers only grow, so what
   * was remembered under one number is stale under another.
   */
  public abstract OptionalLong term();

  /** Whether this process holds it, as far as it knows. */
  public final boolean isHeld() {
    return term().isPresent();
  }

  /**
   * Has the listener called, on a thread of the lease's, whenever it is taken or lost. It must not
   * wait, nor use the journal, which may be what was lost; what it throws is logged.
   */
  public abstract void listen(Runnable changed);

  /**
   * Makes sure, for the transaction that is open, that no other process holds it.
   *
   * @throws JournalException if it is not held
   */
  abstract void require(Session session);

  abstract void close();
}
