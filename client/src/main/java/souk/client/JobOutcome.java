package souk.client;

import souk.protocol.evidence.Receipt;
import souk.protocol.evidence.Result;
import souk.protocol.value.Amount;
import souk.runtime.machine.Bytes;

/** How a job ended. */
public sealed interface JobOutcome {

  /**
   * It was run and paid for.
   *
   * @param result what the chain settled
   * @param receipt what it cost
   * @param output its output, checked against the result
   */
  record Settled(Result result, Receipt receipt, Bytes output) implements JobOutcome {}

  /** Nobody ran it in time, or it was cancelled: the whole escrow is back. */
  record Refunded(Amount refunded) implements JobOutcome {}

  /** Nobody could decide what its result is: the whole escrow is back. */
  record Voided(Amount refunded) implements JobOutcome {}
}
