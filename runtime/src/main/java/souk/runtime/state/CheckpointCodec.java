package souk.runtime.state;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import souk.protocol.codec.EffectCodec;
import souk.protocol.evidence.Effect;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.Result;
import souk.protocol.evidence.TurnEffect;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Machine;

/**
 * Canonical bytes of checkpoints; numbers are big-endian.
 *
 * <pre>
 *   "SOUKCHK2"  job (32)  ended (1)  [status (8)]  fuel used (8)
 *   length (4) output  length (4) log
 *   count (4)  (turn (4)  length (4) effect)*
 *   count (4)  turn hash (32)*  [state hash (32)]
 * </pre>
 *
 * <p>Reading takes memory as bytes arrive, never by what they announce.
 */
public final class CheckpointCodec {
  private static final byte[] MAGIC = "SOUKCHK2".getBytes(StandardCharsets.US_ASCII);
  private static final int MAX_EFFECTS = Effect.MAX_PER_TURN * Result.MAX_TURNS;

  private CheckpointCodec() {}

  /** The bytes of a checkpoint. */
  public static Bytes encode(Checkpoint checkpoint) {
    var bytes = new ByteArrayOutputStream();
    try {
      write(new DataOutputStream(bytes), checkpoint);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Bytes.of(bytes.toByteArray());
  }

  /**
   * Reads a checkpoint.
   *
   * @throws IllegalArgumentException if the bytes are not the canonical form
   */
  public static Checkpoint decode(Bytes bytes) {
    try (var in = new DataInputStream(bytes.stream())) {
      if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
        throw new IllegalArgumentException("these are not the bytes of a checkpoint");
      }
      var checkpoint = read(in);
      if (in.read() >= 0) {
        throw new IllegalArgumentException("there are bytes behind the checkpoint's");
      }
      return checkpoint;
    } catch (EOFException e) {
      throw new IllegalArgumentException("the checkpoint's bytes end too early", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(DataOutputStream out, Checkpoint checkpoint) throws IOException {
    out.write(MAGIC);
    out.write(checkpoint.job().bytes());
    out.writeByte(checkpoint.end().isPresent() ? 1 : 0);
    if (checkpoint.end().isPresent()) {
      out.writeLong(checkpoint.end().get().code());
    }
    out.writeLong(checkpoint.fuelUsed().units());
    writeSized(out, checkpoint.output());
    writeSized(out, checkpoint.log());
    out.writeInt(checkpoint.effects().size());
    for (var effect : checkpoint.effects()) {
      out.writeInt(effect.turn());
      writeSized(out, Bytes.of(EffectCodec.encode(effect.effect())));
    }
    out.writeInt(checkpoint.trace().size());
    for (var turn : checkpoint.trace()) {
      out.write(turn.bytes());
    }
    if (checkpoint.stateHash().isPresent()) {
      out.write(checkpoint.stateHash().get().bytes());
    }
  }

  private static void writeSized(DataOutputStream out, Bytes bytes) throws IOException {
    out.writeInt(bytes.size());
    bytes.writeTo(out);
  }

  private static Checkpoint read(DataInputStream in) throws IOException {
    var job = readHash(in);
    var end = readEnd(in);
    var fuelUsed = new Fuel(in.readLong());
    var output = readSized(in, Machine.MAX_OUTPUT_BYTES, "bytes of output");
    var log = readSized(in, Machine.MAX_LOG_BYTES, "bytes of log");
    var effects = readEffects(in);
    var trace = readTrace(in);
    var stateHash = trace.isEmpty() ? Optional.<Hash>empty() : Optional.of(readHash(in));
    return new Checkpoint(job, end, fuelUsed, output, log, effects, trace, stateHash);
  }

  private static Optional<ExitStatus> readEnd(DataInputStream in) throws IOException {
    return switch (in.readUnsignedByte()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(ExitStatus.of(in.readLong()));
      default -> throw new IllegalArgumentException("a checkpoint is of a job that ended or not");
    };
  }

  private static List<TurnEffect> readEffects(DataInputStream in) throws IOException {
    var effects = new ArrayList<TurnEffect>();
    for (var left = readCount(in, MAX_EFFECTS, "effects"); left > 0; left--) {
      var turn = in.readInt();
      var bytes = readSized(in, Effect.MAX_BYTES_PER_TURN, "bytes of an effect");
      effects.add(new TurnEffect(turn, EffectCodec.decode(bytes.toArray())));
    }
    return effects;
  }

  private static List<Hash> readTrace(DataInputStream in) throws IOException {
    var trace = new ArrayList<Hash>();
    for (var left = readCount(in, Result.MAX_TURNS, "turns"); left > 0; left--) {
      trace.add(readHash(in));
    }
    return trace;
  }

  private static Hash readHash(DataInputStream in) throws IOException {
    return Hash.of(Bytes.read(in, Hash.SIZE).toArray());
  }

  private static Bytes readSized(DataInputStream in, int most, String what) throws IOException {
    return Bytes.read(in, readCount(in, most, what));
  }

  private static int readCount(DataInputStream in, int most, String what) throws IOException {
    var count = in.readInt();
    if (count < 0 || count > most) {
      throw new IllegalArgumentException(
          "a checkpoint has 0..%d %s, not %d".formatted(most, what, count));
    }
    return count;
  }
}
