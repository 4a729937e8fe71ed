package souk.market.api;

import souk.client.api.SignedCheckpoint;
import souk.client.api.StateRequest;
import souk.protocol.job.OutputKey;
import souk.runtime.machine.Bytes;

/** Takes turns of agent jobs, and hands the states behind them to who goes on. Thread-safe. */
public interface StateDesk {

  /** What became of a turn that was handed in. */
  sealed interface Receipt {
    /** It is kept, or a later one is. */
    record Kept() implements Receipt {}

    /** It is not from the provider that runs the job. */
    record Unsigned(String reason) implements Receipt {}

    /**
     * It is not what it should be, or does not follow what the node has.
     *
     * @param reason one line
     */
    record Refused(String reason) implements Receipt {}

    /** The provider has handed in too much. */
    record OverQuota(String reason) implements Receipt {}

    /** The node cannot take it now. */
    record Busy(String reason) implements Receipt {}
  }

  /** What became of a request for a state. */
  sealed interface Answer {
    /**
     * Here it is.
     *
     * @param signed what its signer says of it
     * @param parcel a {@link souk.client.turn.TurnParcel} of the whole state
     */
    record Handed(SignedCheckpoint signed, Bytes parcel) implements Answer {}

    /** Not for this one. */
    record Denied(String reason) implements Answer {}

    /** The node does not have it. */
    record Missing() implements Answer {}
  }

  /** The key that turns are sealed to. */
  OutputKey sealingKey();

  /** What a turn will come to whatever its bytes are; kept if they are to be looked at. */
  Receipt admit(SignedCheckpoint signed);

  /**
   * Takes a turn.
   *
   * @param sealed a {@link souk.client.turn.TurnParcel}, sealed
   */
  Receipt take(SignedCheckpoint signed, byte[] sealed) throws InterruptedException;

  /** Hands a state over. */
  Answer state(StateRequest request);
}
