package souk.settlement.chain;

import java.time.Instant;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;

/** Something that Demands logged about one demand for a chunk of a job's blobs. */
public sealed interface DemandEvent extends ChainEvent {

  /** The demand. */
  Hash demandId();

  /**
   * Somebody demands a chunk.
   *
   * @param chunk from 0; one beyond the last asks for the last
   * @param fee prepaid for whoever answers
   * @param deadline last block time to answer
   */
  record ChunkDemanded(
      LogPosition at,
      Hash demandId,
      Hash jobId,
      Address demander,
      int attempt,
      BlobRole blob,
      long chunk,
      Amount fee,
      Instant deadline)
      implements DemandEvent, OfJob {}

  /**
   * The chunk is in that transaction.
   *
   * @param chunk which was shown
   * @param chunks how many the blob has
   */
  record ChunkAnswered(LogPosition at, Hash demandId, long chunk, long chunks)
      implements DemandEvent {}

  /**
   * The demand was not answered, or its attempt ended.
   *
   * @param blamed whether the provider was charged for it
   */
  record DemandClosed(LogPosition at, Hash demandId, boolean blamed) implements DemandEvent {}
}
