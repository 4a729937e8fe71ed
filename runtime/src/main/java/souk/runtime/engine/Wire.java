package souk.runtime.engine;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import souk.protocol.codec.InputCodec;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.job.JobKind;
import souk.protocol.job.Mount;
import souk.protocol.value.Fuel;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Execution;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;
import souk.runtime.machine.Machine;
import souk.runtime.machine.RunOutcome;

/**
 * What a runner and its worker say to each other: one request, an artefact if the worker made one,
 * one answer; with agents, what {@link AgentWire} adds. Every length is checked before anything is
 * read or allocated for it.
 *
 * <pre>
 *   request: "SOUK" version  (0 | 1 | 2 rewritten classes)  kind
 *            fuel pages output  module arguments input  count (path content)*
 *   answer:  ("SOUK" version 3 rewritten classes)?
 *            "SOUK" version  0 status fuel output log | 1 reason | 2 reason
 * </pre>
 */
final class Wire {
  private static final int MAGIC = 0x534F554B;
  private static final int COMPLETED = 0;
  static final int REJECTED = 1;
  static final int HOST_FAULT = 2;
  private static final int ARTEFACT = 3;
  private static final int PRIVATE = 0;
  private static final int WANTED = 1;
  private static final int DONE = 2;
  private static final int MAX_REASON_BYTES = 4_096;
  private static final int MAX_MODULE_BYTES = 64 << 20;
  private static final int MAX_CLASSES_BYTES = 64 << 20;
  private static final int MAX_PATH_BYTES = 1_024;
  private static final int MAX_ARGUMENT_BYTES = 16 << 20;

  private Wire() {}

  static void writeRequest(
      DataOutputStream out, Preparation preparation, Invocation invocation, Limits limits)
      throws IOException {
    writeJob(out, preparation, JobKind.COMMAND, invocation, limits);
    out.flush();
  }

  /** What is common to all kinds of job. */
  static void writeJob(
      DataOutputStream out,
      Preparation preparation,
      JobKind kind,
      Invocation invocation,
      Limits limits)
      throws IOException {
    writeHeader(out);
    switch (preparation) {
      case Preparation.Private _ -> out.writeByte(PRIVATE);
      case Preparation.Wanted _ -> out.writeByte(WANTED);
      case Preparation.Done(var artefact) -> {
        out.writeByte(DONE);
        writeArtefact(out, artefact);
      }
    }
    out.writeByte(kind.code());
    out.writeLong(limits.fuel().units());
    out.writeInt(limits.memoryPages());
    out.writeInt(limits.outputBytes());
    writeBytes(out, invocation.module().toArray());
    writeBytes(out, InputCodec.encode(invocation.arguments()));
    writeBytes(out, invocation.input().toArray());
    out.writeInt(invocation.mounts().size());
    for (var mount : invocation.mounts().entrySet()) {
      writeBytes(out, Bytes.utf8(mount.getKey()).toArray());
      writeBytes(out, mount.getValue().toArray());
    }
  }

  static Preparation readPreparation(DataInputStream in) throws IOException {
    readHeader(in);
    return switch (in.readUnsignedByte()) {
      case PRIVATE -> new Preparation.Private();
      case WANTED -> new Preparation.Wanted();
      case DONE -> new Preparation.Done(readArtefact(in));
      default -> throw new IOException("the runner's request is of an unknown kind");
    };
  }

  static JobKind readKind(DataInputStream in) throws IOException {
    return JobKind.of(in.readUnsignedByte());
  }

  static Limits readLimits(DataInputStream in) throws IOException {
    return new Limits(new Fuel(in.readLong()), in.readInt(), in.readInt());
  }

  static Invocation readInvocation(DataInputStream in) throws IOException {
    return new Invocation(
        readBytes(in, MAX_MODULE_BYTES),
        InputCodec.decodeArguments(readBytes(in, MAX_ARGUMENT_BYTES).toArray()),
        readBytes(in, Machine.MAX_INPUT_BYTES),
        readMounts(in));
  }

  private static SortedMap<String, Bytes> readMounts(DataInputStream in) throws IOException {
    var mounts = new TreeMap<String, Bytes>();
    for (var left = readLength(in, Mount.MAX_COUNT); left > 0; left--) {
      var path = readBytes(in, MAX_PATH_BYTES).text();
      mounts.put(path, readBytes(in, Machine.MAX_INPUT_BYTES));
    }
    return mounts;
  }

  static void writeOutcome(DataOutputStream out, RunOutcome outcome) throws IOException {
    writeHeader(out);
    switch (outcome) {
      case RunOutcome.Completed(var execution) -> {
        out.writeByte(COMPLETED);
        out.writeLong(execution.status().code());
        out.writeLong(execution.fuelUsed().units());
        writeBytes(out, execution.output().toArray());
        writeBytes(out, execution.log().toArray());
      }
      case RunOutcome.Rejected(var reason) -> writeReason(out, REJECTED, reason);
      case RunOutcome.HostFault(var reason) -> writeReason(out, HOST_FAULT, reason);
    }
    out.flush();
  }

  static void writeMadeArtefact(DataOutputStream out, Artefact artefact) throws IOException {
    writeHeader(out);
    out.writeByte(ARTEFACT);
    writeArtefact(out, artefact);
    out.flush();
  }

  /** Reads the answer, handing over an artefact that comes before it. */
  static RunOutcome readOutcome(DataInputStream in, Consumer<Artefact> made, Limits limits)
      throws IOException {
    return switch (readAnswer(in, made)) {
      case COMPLETED -> new RunOutcome.Completed(readExecution(in, limits));
      case REJECTED -> new RunOutcome.Rejected(readReason(in));
      case HOST_FAULT -> new RunOutcome.HostFault(readReason(in));
      default -> throw new IOException("the worker's answer is of an unknown kind");
    };
  }

  /** Reads what kind of answer comes, handing over an artefact that comes before it. */
  static int readAnswer(DataInputStream in, Consumer<Artefact> made) throws IOException {
    var kind = readAnswer(in);
    if (kind != ARTEFACT) {
      return kind;
    }
    made.accept(readArtefact(in));
    return readAnswer(in);
  }

  /** Reads what kind of answer comes. */
  static int readAnswer(DataInputStream in) throws IOException {
    readHeader(in);
    return in.readUnsignedByte();
  }

  static void writeArtefact(DataOutputStream out, Artefact artefact) throws IOException {
    writeBytes(out, artefact.rewritten().toArray());
    writeBytes(out, artefact.classes().toArray());
  }

  static Artefact readArtefact(DataInputStream in) throws IOException {
    return new Artefact(readBytes(in, MAX_MODULE_BYTES), readBytes(in, MAX_CLASSES_BYTES));
  }

  private static Execution readExecution(DataInputStream in, Limits limits) throws IOException {
    return Execution.ofCommand(
        ExitStatus.of(in.readLong()),
        new Fuel(in.readLong()),
        readBytes(in, limits.outputBytes()),
        readBytes(in, Machine.MAX_LOG_BYTES));
  }

  static void writeReason(DataOutputStream out, int kind, String reason) throws IOException {
    out.writeByte(kind);
    var shortened = reason.substring(0, Math.min(reason.length(), MAX_REASON_BYTES / 4));
    writeBytes(out, Bytes.utf8(shortened).toArray());
  }

  static String readReason(DataInputStream in) throws IOException {
    return readBytes(in, MAX_REASON_BYTES).text();
  }

  static void writeHeader(DataOutputStream out) throws IOException {
    out.writeInt(MAGIC);
    out.writeInt(Machine.VERSION);
  }

  static void readHeader(DataInputStream in) throws IOException {
    if (in.readInt() != MAGIC || in.readInt() != Machine.VERSION) {
      throw new IOException("runner and worker are not of the same version");
    }
  }

  static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static Bytes readBytes(DataInputStream in, int most) throws IOException {
    return Bytes.read(in, readLength(in, most));
  }

  static int readLength(DataInputStream in, int most) throws IOException {
    var length = in.readInt();
    if (length < 0 || length > most) {
      throw new IOException("a message has a length of %d, at most %d".formatted(length, most));
    }
    return length;
  }
}
