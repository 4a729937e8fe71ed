package souk.runtime.engine;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.value.Fuel;
import souk.runtime.TestModules;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Execution;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;
import souk.runtime.machine.RunOutcome;

final class WireFuzzTest {
  private static final Limits LIMITS = Limits.of(new Fuel(1_000), 16);
  private static final int REQUEST = 0;
  private static final int ANSWER = 1;

  /** The first byte says which message the others are. */
  @MethodSource("messages")
  @FuzzTest(maxDuration = "10s")
  void anyBytesAreAMessageOrAnError(byte[] bytes) {
    var in = new DataInputStream(new ByteArrayInputStream(bytes));
    try {
      if (in.read() == REQUEST) {
        Wire.readPreparation(in);
        Wire.readLimits(in);
        Wire.readInvocation(in);
      } else {
        Wire.readOutcome(in, _ -> {}, LIMITS);
      }
    } catch (IOException | IllegalArgumentException _) {
      // Both end the exchange: a host fault on one side, the worker's end on the other.
    }
  }

  static Stream<Arguments> messages() throws IOException {
    var request = message(REQUEST);
    Wire.writeRequest(
        request.out(),
        new Preparation.Wanted(),
        Invocation.of(TestModules.load("echo"), Bytes.utf8("input")),
        LIMITS);
    var completed = message(ANSWER);
    Wire.writeMadeArtefact(
        completed.out(), new Artefact(Bytes.utf8("rewritten"), Bytes.utf8("classes")));
    Wire.writeOutcome(
        completed.out(),
        new RunOutcome.Completed(
            Execution.ofCommand(
                new ExitStatus.Exited(0), new Fuel(7), Bytes.utf8("out"), Bytes.utf8("log"))));
    var rejected = message(ANSWER);
    Wire.writeOutcome(rejected.out(), new RunOutcome.Rejected("no"));
    return Stream.of(request, completed, rejected)
        .map(message -> Arguments.of((Object) message.bytes().toByteArray()));
  }

  private record Message(ByteArrayOutputStream bytes, DataOutputStream out) {}

  private static Message message(int kind) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.writeByte(kind);
    return new Message(bytes, out);
  }
}
