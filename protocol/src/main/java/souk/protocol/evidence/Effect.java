package souk.protocol.evidence;

import java.time.Instant;
import java.util.Arrays;
import souk.protocol.job.ChildJob;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;

/**
 * Something an agent wants done once its result is final. Amounts are below 2^128 base units;
 * {@link souk.protocol.codec.EffectCodec} has the canonical bytes.
 */
public sealed interface Effect {
  /** Most effects of one turn. */
  int MAX_PER_TURN = 64;

  /** Most canonical bytes of one turn's effects. */
  int MAX_BYTES_PER_TURN = 16_384;

  /**
   * Money for an account.
   *
   * @param to who gets it
   * @param amount how much
   */
  record Pay(Address to, Amount amount) implements Effect {}

  /** A message with value for an account. */
  final class Send implements Effect {
    private final Address to;
    private final Amount value;
    private final byte[] body;

    /**
     * A message.
     *
     * @param to who gets it
     * @param value money that goes with it
     * @param body at most 4,096 bytes; copied
     */
    public Send(Address to, Amount value, byte[] body) {
      this.to = to;
      this.value = value;
      this.body = body.clone();
    }

    /** Who gets it. */
    public Address to() {
      return to;
    }

    /** Money that goes with it. */
    public Amount value() {
      return value;
    }

    /** A copy of the bytes. */
    public byte[] body() {
      return body.clone();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Send send
          && to.equals(send.to)
          && value.equals(send.value)
          && Arrays.equals(body, send.body);
    }

    @Override
    public int hashCode() {
      return 31 * to.hashCode() + Arrays.hashCode(body);
    }

    @Override
    public String toString() {
      return "Send[to=%s, value=%s, body=%d bytes]".formatted(to, value, body.length);
    }
  }

  /**
   * A child job.
   *
   * @param job what is to be run
   * @param budget most it may cost
   */
  record Spawn(ChildJob job, Amount budget) implements Effect {}

  /**
   * No turn before that time.
   *
   * @param until in whole seconds, from 1970 to {@link #LATEST_SECONDS}
   */
  record Sleep(Instant until) implements Effect {
    /** The end of the year 9999 in seconds of Unix time. */
    public static final long LATEST_SECONDS = 253_402_300_799L;

    /**
     * @throws IllegalArgumentException if the time is outside its range or not in whole seconds
     */
    public Sleep {
      requireKnown(until.getEpochSecond());
      if (until.getNano() != 0) {
        throw new IllegalArgumentException("an agent sleeps whole seconds: " + until);
      }
    }

    /**
     * Sleep until a time in seconds of Unix time.
     *
     * @throws IllegalArgumentException if it is outside its range
     */
    public static Sleep until(long seconds) {
      requireKnown(seconds);
      return new Sleep(Instant.ofEpochSecond(seconds));
    }

    private static void requireKnown(long seconds) {
      if (seconds < 0 || seconds > LATEST_SECONDS) {
        throw new IllegalArgumentException(
            "an agent sleeps until a time of the years 1970 to 9999, not " + seconds);
      }
    }
  }

  /**
   * The agent's end.
   *
   * @param heir who gets what it has
   */
  record End(Address heir) implements Effect {}
}
