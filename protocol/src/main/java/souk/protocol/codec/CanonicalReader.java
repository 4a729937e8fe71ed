package souk.protocol.codec;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;

/** Reads what {@link CanonicalWriter} writes and refuses everything else. */
final class CanonicalReader {
  private final ByteBuffer in;
  private final String what;

  CanonicalReader(byte[] bytes, String what) {
    this.in = ByteBuffer.wrap(bytes);
    this.what = what;
  }

  int count(int most) {
    var count = needed(Integer.BYTES).getInt();
    if (count < 0 || count > most) {
      throw damaged();
    }
    return count;
  }

  String text() {
    var length = count(in.remaining());
    var bytes = needed(length).slice(in.position(), length);
    in.position(in.position() + length);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw damaged();
    }
  }

  long number() {
    return needed(Long.BYTES).getLong();
  }

  Hash hash() {
    return Hash.of(raw(Hash.SIZE));
  }

  Address address() {
    return Address.of(raw(Address.SIZE));
  }

  Amount amount() {
    return new Amount(new BigInteger(1, raw(CanonicalWriter.AMOUNT_BYTES)));
  }

  int octet() {
    return needed(1).get() & 0xFF;
  }

  /** Bytes behind their count. */
  byte[] sized(int most) {
    return raw(count(most));
  }

  /** Which of those, all of one length, comes first; its index. */
  int magic(byte[]... expected) {
    var found = raw(expected[0].length);
    for (var i = 0; i < expected.length; i++) {
      if (Arrays.equals(found, expected[i])) {
        return i;
      }
    }
    throw damaged();
  }

  private byte[] raw(int sizeBytes) {
    var source = needed(sizeBytes);
    var bytes = new byte[sizeBytes];
    source.get(bytes);
    return bytes;
  }

  void end() {
    if (in.hasRemaining()) {
      throw damaged();
    }
  }

  private ByteBuffer needed(int sizeBytes) {
    if (in.remaining() < sizeBytes) {
      throw damaged();
    }
    return in;
  }

  private IllegalArgumentException damaged() {
    return new IllegalArgumentException("not the canonical bytes of " + what);
  }
}
