package souk.client.turn;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import souk.client.api.WireLimits;
import souk.protocol.codec.EffectCodec;
import souk.protocol.codec.Evidence;
import souk.protocol.evidence.JobCheckpoint;
import souk.protocol.value.Hash;
import souk.runtime.machine.Bytes;
import souk.runtime.state.AgentState;
import souk.runtime.state.Checkpoint;
import souk.runtime.state.CheckpointCodec;
import souk.runtime.state.Delta;
import souk.runtime.state.Place;
import souk.runtime.state.Snapshot;
import souk.runtime.state.StateCodec;

/**
 * A place in an agent job, as what changed since an earlier one; numbers are big-endian.
 *
 * <pre>
 *   "SOUKTRN1"  base (4)  length (4) checkpoint  delta
 * </pre>
 *
 * @param base turns behind which the delta begins; 0 for nothing, which makes it the whole state
 * @param checkpoint how far the job has come
 * @param delta what changed since the base
 */
public record TurnParcel(int base, Checkpoint checkpoint, Delta delta) {
  private static final byte[] MAGIC = "SOUKTRN1".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER_BYTES = MAGIC.length + 2 * Integer.BYTES;

  /** The parcel that needs nothing before it. */
  public static TurnParcel whole(Place place) {
    var state = place.state();
    return new TurnParcel(
        0, place.checkpoint(), new Delta(state.pages(), state.globals(), state.blocks()));
  }

  /**
   * What a provider signs of a place it has reached.
   *
   * @param checkpoint of a job with a turn behind it and another to come
   */
  public static JobCheckpoint claim(Hash jobId, int attempt, Checkpoint checkpoint) {
    return new JobCheckpoint(
        jobId,
        attempt,
        checkpoint.turns(),
        Evidence.before(checkpoint.trace()),
        checkpoint.stateHash().orElseThrow(),
        checkpoint.fuelUsed(),
        checkpoint.output().sha256(),
        EffectCodec.root(checkpoint.effects()));
  }

  /** The bytes; empty if they are more than {@link WireLimits#MAX_PARCEL_BYTES}. */
  public Optional<byte[]> encode() {
    var blocks = (long) delta.blocks().size() * Delta.BLOCK_BYTES;
    if (blocks + checkpoint.output().size() > WireLimits.MAX_PARCEL_BYTES) {
      return Optional.empty();
    }
    var reached = CheckpointCodec.encode(checkpoint).toArray();
    var changed = StateCodec.encode(delta).toArray();
    var sizeBytes = HEADER_BYTES + reached.length + changed.length;
    return sizeBytes > WireLimits.MAX_PARCEL_BYTES
        ? Optional.empty()
        : Optional.of(
            ByteBuffer.allocate(sizeBytes)
                .put(MAGIC)
                .putInt(base)
                .putInt(reached.length)
                .put(reached)
                .put(changed)
                .array());
  }

  /**
   * Reads a parcel from anywhere.
   *
   * @throws IllegalArgumentException if the bytes are not of that form
   */
  public static TurnParcel decode(byte[] bytes) {
    if (bytes.length < HEADER_BYTES
        || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new IllegalArgumentException("these are not the bytes of a turn");
    }
    var in = ByteBuffer.wrap(bytes).position(MAGIC.length);
    var base = in.getInt();
    var length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new IllegalArgumentException("the turn's checkpoint is longer than what is there");
    }
    var checkpoint = CheckpointCodec.decode(Bytes.of(bytes, in.position(), length));
    var from = in.position() + length;
    return new TurnParcel(
        base, checkpoint, StateCodec.decodeDelta(Bytes.of(bytes, from, bytes.length - from)));
  }

  /**
   * The place, if it is the one that was signed.
   *
   * @param before the state behind the base; empty for nothing
   * @param signed what its signer said of it
   * @throws IllegalArgumentException if it is not, or does not follow from that state
   */
  public Place open(Optional<Snapshot> before, JobCheckpoint signed) {
    if (checkpoint.end().isPresent() || checkpoint.turns() != signed.turns()) {
      throw new IllegalArgumentException("the turn is not the one that was signed");
    }
    if (!claim(signed.jobId(), signed.attempt(), checkpoint).equals(signed)
        || !checkpoint.turnHash().orElseThrow().equals(checkpoint.trace().getLast())) {
      throw new IllegalArgumentException("the turn's checkpoint is not the one that was signed");
    }
    var state = before.map(AgentState::of).orElseGet(AgentState::empty);
    state.apply(delta);
    if (!state.root().equals(signed.stateHash())) {
      throw new IllegalArgumentException("the turn's state is not the one that was signed");
    }
    return new Place(checkpoint, state.snapshot());
  }
}
