package souk.client;

import souk.protocol.evidence.Receipt;
import souk.protocol.evidence.Result;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.runtime.machine.Bytes;

/** How a job ended, or that it has not ended yet. */
public sealed interface JobOutcome {

  /** The job. */
  Hash jobId();

  /**
   * It was run and paid for. A trap, or running out of fuel, is a result like any other: {@link
   * Result#exitStatus} says how the program ended.
   *
   * @param result what the chain settled
   * @param receipt what it cost
   * @param output its output, checked against the result
   */
  record Settled(Hash jobId, Result result, Receipt receipt, Bytes output) implements JobOutcome {}

  /** Nobody ran it in time, or it was cancelled: the whole escrow is back. */
  record Refunded(Hash jobId, Amount refunded) implements JobOutcome {}

  /** Nobody could decide what its result is: the whole escrow is back. */
  record Voided(Hash jobId, Amount refunded) implements JobOutcome {}

  /**
   * The time is over. The job goes on, or is settled and no market node has its output just now: it
   * can be waited for again.
   */
  record Pending(Hash jobId) implements JobOutcome {}
}
