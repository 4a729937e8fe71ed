package souk.settlement.chain;

import java.time.Instant;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;

/** Something that Relay or Disputes logged about a job that went from provider to provider. */
public sealed interface LegEvent extends ChainEvent.OfJob {

  /**
   * A checkpoint of the running attempt is known.
   *
   * @param turns turns of the whole job so far
   * @param fuelUsed by the whole job so far
   * @param before hash of the trace before its last turn
   * @param turnHash what the trace says of that
   * @param stateHash memory and globals after it
   */
  record CheckpointLanded(
      LogPosition at,
      Hash jobId,
      Address provider,
      int attempt,
      int turns,
      Fuel fuelUsed,
      Hash before,
      Hash turnHash,
      Hash stateHash)
      implements LegEvent {}

  /**
   * An attempt ended at its checkpoint, and another provider may go on from there.
   *
   * @param index number of the leg, from 0
   */
  record LegKept(LogPosition at, Hash jobId, int attempt, int index, Leg leg) implements LegEvent {}

  /**
   * Legs are gone unpaid, and their locks free.
   *
   * @param kept how many are left: the first ones
   */
  record LegsDropped(LogPosition at, Hash jobId, int kept) implements LegEvent {}

  /**
   * A leg's provider is paid and its locks free.
   *
   * @param paid to the provider
   * @param fee to its market node, out of the provider's pay
   * @param share of the audit's cost that it bore out of its bond
   */
  record LegPaid(
      LogPosition at,
      Hash jobId,
      int index,
      Address provider,
      Address marketNode,
      Amount paid,
      Amount fee,
      Amount share)
      implements LegEvent {}

  /**
   * Who signed the first wrong turn lost its stake.
   *
   * @param toCourt part for jurors and finders
   * @param toConsumer part for the consumer
   * @param toSink part burned; later providers' turns and the audit cost the rest
   */
  record LegSlashed(
      LogPosition at,
      Hash jobId,
      int index,
      Address provider,
      Amount lost,
      Amount toCourt,
      Amount toConsumer,
      Amount toSink)
      implements LegEvent {}

  /**
   * A result with legs is wrong, and whose turn it was is not known yet.
   *
   * @param deadline last block time to show it
   */
  record AttributionAwaited(LogPosition at, Hash jobId, int attempt, Instant deadline)
      implements LegEvent {}

  /**
   * Whose turn was the first wrong one is known, or nobody showed it.
   *
   * @param leg number of the guilty leg; {@link #LAST_PROVIDER} if none is
   */
  record Attributed(LogPosition at, Hash jobId, int attempt, int leg) implements LegEvent {
    /** In place of a leg's number: the fault is the last provider's. */
    public static final int LAST_PROVIDER = 255;
  }
}
