package souk.protocol.job;

import java.util.Arrays;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;

/** What somebody sent to an agent: value and at most {@value #MAX_BODY_BYTES} bytes. */
public final class Message {
  /** Most bytes in a body. */
  public static final int MAX_BODY_BYTES = 4_096;

  private final Address sender;
  private final Amount value;
  private final byte[] body;

  /**
   * A message.
   *
   * @param sender who sent it
   * @param value money that came with it, below 2^128 base units
   * @param body any bytes; copied
   * @throws IllegalArgumentException if the value or the body is too large
   */
  public Message(Address sender, Amount value, byte[] body) {
    if (body.length > MAX_BODY_BYTES) {
      throw new IllegalArgumentException(
          "a message has at most %d bytes, not %d".formatted(MAX_BODY_BYTES, body.length));
    }
    this.sender = sender;
    this.value = AgentInput.requireNarrow(value, "a message's value");
    this.body = body.clone();
  }

  /** Who sent it. */
  public Address sender() {
    return sender;
  }

  /** Money that came with it, in base units below 2^128. */
  public Amount value() {
    return value;
  }

  /** A copy of its bytes. */
  public byte[] body() {
    return body.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Message message
        && sender.equals(message.sender)
        && value.equals(message.value)
        && Arrays.equals(body, message.body);
  }

  @Override
  public int hashCode() {
    return 31 * sender.hashCode() + Arrays.hashCode(body);
  }

  /** Sender, value and size. */
  @Override
  public String toString() {
    return "%d bytes and %s from %s".formatted(body.length, value, sender);
  }
}
