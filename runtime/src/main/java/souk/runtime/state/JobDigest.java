package souk.runtime.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import souk.protocol.codec.Digests;
import souk.protocol.codec.InputCodec;
import souk.protocol.value.Hash;
import souk.runtime.machine.AgentJob;
import souk.runtime.machine.Limits;
import souk.runtime.machine.Machine;

/** A hash of all that decides what an agent job comes to. */
public final class JobDigest {
  private static final byte[] DOMAIN = "souk agent job 1".getBytes(StandardCharsets.US_ASCII);

  private JobDigest() {}

  /** The digest of a job. */
  public static Hash of(AgentJob job) {
    var invocation = job.invocation();
    return Digests.sha256(
        DOMAIN,
        numbers(job, job.limits()),
        invocation.module().sha256().bytes(),
        invocation.input().sha256().bytes(),
        InputCodec.digest(invocation.arguments()).bytes(),
        InputCodec.digest(invocation.manifest()).bytes());
  }

  private static byte[] numbers(AgentJob job, Limits limits) {
    return ByteBuffer.allocate(4 * Integer.BYTES + 2 * Long.BYTES)
        .putInt(Machine.VERSION)
        .putLong(limits.fuel().units())
        .putInt(limits.memoryCap())
        .putInt(limits.outputBytes())
        .putInt(job.turnLimit())
        .putLong(job.postedAt().getEpochSecond())
        .array();
  }
}
