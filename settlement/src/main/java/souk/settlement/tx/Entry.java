package souk.settlement.tx;

import java.util.Optional;
import java.util.OptionalLong;
import souk.protocol.value.Hash;
import souk.settlement.chain.CallData;

/**
 * One submission, as the journal has it.
 *
 * @param sequence its place in the order of submission
 * @param nonce given when it is first signed
 * @param mined the block and transaction it was last seen in
 */
record Entry(
    long sequence,
    String key,
    CallData data,
    Status status,
    OptionalLong nonce,
    Optional<Mined> mined) {

  enum Status {
    /** Written down, no nonce yet. */
    QUEUED,
    /** Signed with a nonce, and in no block that is known. */
    SENT,
    /** In a block. */
    INCLUDED,
    /** Refused: in a block if it has a nonce, else before it was sent. */
    REVERTED,
    /** Given up before it was sent. */
    REJECTED
  }

  record Mined(Hash transaction, long blockNumber, Hash blockHash) {}

  boolean hasFailed() {
    return status == Status.REVERTED || status == Status.REJECTED;
  }
}
