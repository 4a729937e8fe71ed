package souk.settlement.chain;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import souk.protocol.codec.Digests;
import souk.protocol.job.Message;
import souk.protocol.value.Hash;

/** What a message says: at most 4,096 bytes. Immutable. */
public final class MessageBody {
  /** Says nothing. */
  public static final MessageBody EMPTY = new MessageBody(new byte[0]);

  private final byte[] bytes;

  private MessageBody(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * These bytes; copied.
   *
   * @throws IllegalArgumentException if there are more than {@value Message#MAX_BODY_BYTES}
   */
  public static MessageBody of(byte[] bytes) {
    if (bytes.length > Message.MAX_BODY_BYTES) {
      throw new IllegalArgumentException(
          "a message has at most %d bytes, not %d".formatted(Message.MAX_BODY_BYTES, bytes.length));
    }
    return new MessageBody(bytes.clone());
  }

  /**
   * That text in UTF-8.
   *
   * @throws IllegalArgumentException as {@link #of}
   */
  public static MessageBody of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns a copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** How many bytes there are. */
  public int sizeBytes() {
    return bytes.length;
  }

  /** SHA-256 of the bytes. */
  public Hash digest() {
    return Digests.sha256(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MessageBody body && Arrays.equals(bytes, body.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** {@code 0x} and the bytes in hexadecimal. */
  @Override
  public String toString() {
    return "0x" + HexFormat.of().formatHex(bytes);
  }
}
