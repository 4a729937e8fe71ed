package souk.protocol.codec;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.time.Instant;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;

/**
 * Writes static values as 32-byte words, as {@code abi.encode} does (Solidity ABI specification,
 * "Formal Specification of the Encoding") and as EIP-712 {@code encodeData} asks.
 */
final class AbiWords {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  AbiWords add(Hash word) {
    out.writeBytes(word.bytes());
    return this;
  }

  AbiWords add(Address address) {
    return add(new BigInteger(1, address.bytes()));
  }

  AbiWords add(long number) {
    return add(BigInteger.valueOf(number));
  }

  AbiWords add(Instant time) {
    return add(time.getEpochSecond());
  }

  AbiWords add(BigInteger number) {
    if (number.signum() < 0 || number.bitLength() > 256) {
      throw new IllegalArgumentException("a word holds 0..2^256 - 1: " + number);
    }
    var digits = number.toByteArray();
    var word = new byte[Hash.SIZE];
    var from = Math.max(0, digits.length - Hash.SIZE);
    System.arraycopy(digits, from, word, Hash.SIZE - digits.length + from, digits.length - from);
    out.writeBytes(word);
    return this;
  }

  Hash keccak256() {
    return Digests.keccak256(out.toByteArray());
  }

  static byte[] packed(Iterable<Hash> words) {
    var out = new ByteArrayOutputStream();
    words.forEach(word -> out.writeBytes(word.bytes()));
    return out.toByteArray();
  }
}
