package souk.runtime.engine;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import souk.protocol.codec.EffectCodec;
import souk.protocol.evidence.Effect;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.job.JobKind;
import souk.protocol.value.Fuel;
import souk.runtime.machine.AgentJob;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;
import souk.runtime.machine.TurnOrder;
import souk.runtime.state.Delta;
import souk.runtime.state.Snapshot;
import souk.runtime.state.StateCodec;

/**
 * What a runner and a worker with an agent say to each other, on top of {@link Wire}: a request and
 * an answer to open it, then an order and an answer for each turn.
 *
 * <pre>
 *   request: as a command's, then  turnlimit postedat  (0 | 1 snapshot)
 *   answer:  an artefact as a command's, then  "SOUK" version  4 | 1 reason | 2 reason
 *   order:   number fuel output log
 *   answer:  "SOUK" version  5 status returned fuel output log  count effect*  (0 | 1 delta)
 *            | 2 reason
 * </pre>
 */
final class AgentWire {
  private static final int OPENED = 4;
  private static final int TURN_ENDED = 5;

  private AgentWire() {}

  static void writeRequest(
      DataOutputStream out, Preparation preparation, AgentJob job, Optional<Snapshot> from)
      throws IOException {
    Wire.writeJob(out, preparation, JobKind.AGENT_JOB, job.invocation(), job.limits());
    out.writeInt(job.turnLimit());
    out.writeLong(job.postedAt().getEpochSecond());
    out.writeBoolean(from.isPresent());
    if (from.isPresent()) {
      StateCodec.write(out, from.get());
    }
    out.flush();
  }

  /** Reads what follows the invocation. */
  static AgentJob readJob(DataInputStream in, Invocation invocation, Limits limits)
      throws IOException {
    return new AgentJob(invocation, limits, in.readInt(), Instant.ofEpochSecond(in.readLong()));
  }

  static Optional<Snapshot> readSnapshot(DataInputStream in) throws IOException {
    return in.readBoolean() ? Optional.of(StateCodec.readSnapshot(in)) : Optional.empty();
  }

  static void writeOpening(DataOutputStream out, Opening opening) throws IOException {
    Wire.writeHeader(out);
    switch (opening) {
      case Opening.Opened _ -> out.writeByte(OPENED);
      case Opening.Rejected(var reason) -> Wire.writeReason(out, Wire.REJECTED, reason);
      case Opening.HostFault(var reason) -> Wire.writeReason(out, Wire.HOST_FAULT, reason);
    }
    out.flush();
  }

  /**
   * Reads the answer to a request, handing over an artefact that comes before it.
   *
   * @param machine stands for what the worker has opened
   */
  static Opening readOpening(DataInputStream in, Consumer<Artefact> made, AgentMachine machine)
      throws IOException {
    return switch (Wire.readAnswer(in, made)) {
      case OPENED -> new Opening.Opened(machine);
      case Wire.REJECTED -> new Opening.Rejected(Wire.readReason(in));
      case Wire.HOST_FAULT -> new Opening.HostFault(Wire.readReason(in));
      default -> throw new IOException("the worker's answer is of an unknown kind");
    };
  }

  static void writeOrder(DataOutputStream out, TurnOrder order) throws IOException {
    out.writeInt(order.number());
    out.writeLong(order.fuel().units());
    out.writeInt(order.outputBytes());
    out.writeInt(order.logBytes());
    out.flush();
  }

  static TurnOrder readOrder(DataInputStream in) throws IOException {
    return new TurnOrder(in.readInt(), new Fuel(in.readLong()), in.readInt(), in.readInt());
  }

  static void writeTurn(DataOutputStream out, TurnOutcome outcome) throws IOException {
    Wire.writeHeader(out);
    switch (outcome) {
      case TurnOutcome.Ended ended -> writeEnded(out, ended);
      case TurnOutcome.HostFault(var reason) -> Wire.writeReason(out, Wire.HOST_FAULT, reason);
    }
    out.flush();
  }

  private static void writeEnded(DataOutputStream out, TurnOutcome.Ended ended) throws IOException {
    out.writeByte(TURN_ENDED);
    out.writeLong(ended.status().code());
    out.writeBoolean(ended.returned());
    out.writeLong(ended.fuelUsed().units());
    Wire.writeBytes(out, ended.output().toArray());
    Wire.writeBytes(out, ended.log().toArray());
    out.writeInt(ended.effects().size());
    for (var effect : ended.effects()) {
      Wire.writeBytes(out, EffectCodec.encode(effect));
    }
    out.writeBoolean(ended.delta().isPresent());
    if (ended.delta().isPresent()) {
      StateCodec.write(out, ended.delta().get());
    }
  }

  /**
   * Reads the answer to an order.
   *
   * @throws IOException if it cannot be read, or no turn of that order under these limits ends so
   */
  static TurnOutcome readTurn(DataInputStream in, TurnOrder order, Limits limits)
      throws IOException {
    return switch (Wire.readAnswer(in)) {
      case TURN_ENDED -> possible(readEnded(in, order), order, limits);
      case Wire.HOST_FAULT -> new TurnOutcome.HostFault(Wire.readReason(in));
      default -> throw new IOException("the worker's answer is of an unknown kind");
    };
  }

  private static TurnOutcome.Ended readEnded(DataInputStream in, TurnOrder order)
      throws IOException {
    try {
      return new TurnOutcome.Ended(
          ExitStatus.of(in.readLong()),
          in.readBoolean(),
          new Fuel(in.readLong()),
          Wire.readBytes(in, order.outputBytes()),
          Wire.readBytes(in, order.logBytes()),
          readEffects(in),
          readDelta(in));
    } catch (IllegalArgumentException e) {
      throw new IOException("the worker's answer is damaged: " + e.getMessage(), e);
    }
  }

  private static List<Effect> readEffects(DataInputStream in) throws IOException {
    var effects = new ArrayList<Effect>();
    var room = Effect.MAX_BYTES_PER_TURN;
    for (var left = Wire.readLength(in, Effect.MAX_PER_TURN); left > 0; left--) {
      var bytes = Wire.readBytes(in, room).toArray();
      effects.add(EffectCodec.decode(bytes));
      room -= bytes.length;
    }
    return effects;
  }

  private static Optional<Delta> readDelta(DataInputStream in) throws IOException {
    return in.readBoolean() ? Optional.of(StateCodec.readDelta(in)) : Optional.empty();
  }

  private static TurnOutcome possible(TurnOutcome.Ended ended, TurnOrder order, Limits limits)
      throws IOException {
    var success = ended.status().equals(new ExitStatus.Exited(0));
    var pages = ended.delta().map(Delta::pages).orElse(0);
    if (ended.fuelUsed().compareTo(order.fuel()) > 0
        || pages > limits.memoryCap()
        || ended.kept() != success
        || (!success && (ended.returned() || !ended.effects().isEmpty()))) {
      throw new IOException("no turn ends as the worker says");
    }
    return ended;
  }
}
