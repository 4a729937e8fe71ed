package souk.protocol.codec;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;

/** Big-endian counts and length-prefixed UTF-8: the same values always give the same bytes. */
final class CanonicalWriter {
  static final int AMOUNT_BYTES = 16;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  CanonicalWriter count(int count) {
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(count).array());
    return this;
  }

  CanonicalWriter text(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    count(bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  CanonicalWriter number(long number) {
    out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    return this;
  }

  CanonicalWriter hash(Hash hash) {
    out.writeBytes(hash.bytes());
    return this;
  }

  CanonicalWriter raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  /** Bytes behind their count. */
  CanonicalWriter sized(byte[] bytes) {
    return count(bytes.length).raw(bytes);
  }

  /** One byte, 0..255. */
  CanonicalWriter octet(int value) {
    out.write(value);
    return this;
  }

  CanonicalWriter address(Address address) {
    return raw(address.bytes());
  }

  /** An amount below 2^128, in 16 bytes. */
  CanonicalWriter amount(Amount amount) {
    var number = amount.units();
    var digits = number.toByteArray();
    if (number.bitLength() > 8 * AMOUNT_BYTES) {
      throw new IllegalArgumentException("does not fit 128 bits: " + number);
    }
    var padded = new byte[AMOUNT_BYTES];
    var count = Math.min(digits.length, AMOUNT_BYTES);
    System.arraycopy(digits, digits.length - count, padded, AMOUNT_BYTES - count, count);
    return raw(padded);
  }

  byte[] bytes() {
    return out.toByteArray();
  }
}
