package souk.protocol.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
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
    var bytes = new byte[Hash.SIZE];
    needed(Hash.SIZE).get(bytes);
    return Hash.of(bytes);
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
