package souk.runtime.machine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import souk.protocol.codec.Digests;
import souk.protocol.codec.InputCodec;

/**
 * What a job's random streams begin with: a hash of all the guest is given, so that they are the
 * same on every run and others for another input. Computed once, and only if it is asked for.
 */
final class RandomSeed {
  private static final byte[] COMMAND_DOMAIN = ascii("souk random 1");
  private static final byte[] TURN_DOMAIN = ascii("souk random turn 1");

  private final Invocation invocation;
  private byte @Nullable [] ofCommand;

  RandomSeed(Invocation invocation) {
    this.invocation = invocation;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  byte[] ofCommand() {
    if (ofCommand == null) {
      ofCommand =
          Digests.sha256(
                  COMMAND_DOMAIN,
                  invocation.module().sha256().bytes(),
                  invocation.input().sha256().bytes(),
                  InputCodec.digest(invocation.arguments()).bytes(),
                  InputCodec.digest(invocation.manifest()).bytes())
              .bytes();
    }
    return ofCommand;
  }

  byte[] ofTurn(int turn) {
    var number = ByteBuffer.allocate(Long.BYTES).putLong(turn).array();
    return Digests.sha256(TURN_DOMAIN, ofCommand(), number).bytes();
  }
}
