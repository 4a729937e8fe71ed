package souk.settlement.log;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.settlement.chain.ChainException;
import souk.settlement.chain.LogPosition;
import souk.settlement.chain.RawLog;

/**
 * The fields of one log, read one after the other: first what is indexed, then the data (Solidity
 * documentation, "Contract ABI Specification"). Only the encoding that Solidity makes is read: no
 * bit outside a field's type, tails right behind the head, nothing behind them.
 *
 * <p>All methods throw {@link ChainException} if that is not there, and {@link
 * IllegalArgumentException} if it is, but no value of the protocol says it.
 */
final class Fields {
  private static final int WORD = Hash.SIZE;

  private final LogPosition at;
  private final byte[] words;
  private final int begin;
  private int next;
  private int firstTail = -1;
  private int tailsEnd = -1;

  private Fields(LogPosition at, byte[] words, int begin) {
    this.at = at;
    this.words = words;
    this.begin = begin;
    this.next = begin;
  }

  /** Of a log whose first topic is its event's signature. */
  static Fields of(RawLog log) {
    var data = log.data();
    var indexed = (log.topics().size() - 1) * WORD;
    var words = new byte[indexed + data.length];
    for (var i = 0; i < indexed; i += WORD) {
      System.arraycopy(log.topics().get(1 + i / WORD).bytes(), 0, words, i, WORD);
    }
    System.arraycopy(data, 0, words, indexed, data.length);
    var fields = new Fields(log.at(), words, indexed);
    fields.next = 0;
    return fields;
  }

  LogPosition at() {
    return at;
  }

  Hash hash() {
    var word = take();
    return Hash.of(Arrays.copyOfRange(words, word, word + WORD));
  }

  Address address() {
    var bytes = takePadded(Address.SIZE);
    return Address.of(Arrays.copyOfRange(words, bytes, bytes + Address.SIZE));
  }

  /** An address that is zero where there is none. */
  Optional<Address> addressUnlessZero() {
    return Optional.of(address()).filter(address -> !address.isZero());
  }

  boolean bool() {
    var value = words[takePadded(1)];
    require(value == 0 || value == 1, "a truth value is neither 0 nor 1");
    return value == 1;
  }

  /** Of {@code uint8}. */
  int uint8() {
    return (int) number(1);
  }

  /** Of {@code uint16}. */
  int uint16() {
    return (int) number(2);
  }

  /** Of {@code uint32}, 0 to 2^32 - 1. */
  long uint32() {
    return number(4);
  }

  /** Of {@code uint32}, as far as we count. */
  int int32() {
    return requireSensible(number(4), Integer.MAX_VALUE);
  }

  /** Of {@code uint64}, as far as we count. */
  long int64() {
    var value = number(8);
    if (value < 0) {
      throw new IllegalArgumentException("a number is too large: " + Long.toUnsignedString(value));
    }
    return value;
  }

  /** Of {@code uint64}, all of it. */
  BigInteger uint64() {
    return new BigInteger(1, words, takePadded(8), 8);
  }

  BigInteger uint256() {
    return new BigInteger(1, words, take(), WORD);
  }

  /** Of {@code uint256}, as far as we count. */
  int index() {
    var value = uint256();
    return requireSensible(
        value.bitLength() < Long.SIZE ? value.longValue() : Long.MAX_VALUE, Integer.MAX_VALUE);
  }

  Amount amount() {
    return new Amount(uint256());
  }

  /** Of {@code uint128}. */
  Amount amount128() {
    return amount(16);
  }

  /** Of an unsigned number of so many bytes. */
  Amount amount(int bytes) {
    return new Amount(new BigInteger(1, words, takePadded(bytes), bytes));
  }

  Price price() {
    return new Price(amount());
  }

  Fuel fuel() {
    return new Fuel(int64());
  }

  /** Of {@code uint48}. */
  Fuel fuel48() {
    return new Fuel(number(6));
  }

  /** Of {@code uint24}. */
  int uint24() {
    return (int) number(3);
  }

  /** Seconds since the epoch, of {@code uint64}. */
  Instant time() {
    var seconds = int64();
    if (seconds > Instant.MAX.getEpochSecond()) {
      throw new IllegalArgumentException("a time is beyond all calendars: " + seconds);
    }
    return Instant.ofEpochSecond(seconds);
  }

  /** The same, of {@code uint40}. */
  Instant time40() {
    return Instant.ofEpochSecond(number(5));
  }

  /** Of {@code bytes4}. */
  byte[] bytes4() {
    var word = take();
    requireZero(word + 4, word + WORD);
    return Arrays.copyOfRange(words, word, word + 4);
  }

  /** Of {@code bytes}. */
  byte[] bytes() {
    return elsewhere(
        there -> {
          var size = there.number(8);
          require(
              size >= 0 && size <= (long) there.left() * WORD, "bytes are longer than their log");
          return there.raw((int) size);
        });
  }

  /** A list whose elements take a word each. */
  <T> List<T> list(Function<Fields, T> element) {
    return elsewhere(
        there -> {
          var size = there.number(8);
          require(size >= 0 && size <= there.left(), "a list is longer than its log");
          var list = new ArrayList<T>((int) size);
          for (var i = 0; i < size; i++) {
            list.add(element.apply(there));
          }
          return list;
        });
  }

  /** A struct that has a list in it. */
  <T> T struct(Function<Fields, T> reader) {
    return elsewhere(reader);
  }

  /** Requires that this was all. */
  void end() {
    require(close() == words.length, "there is more in it than its fields");
  }

  private <T> T elsewhere(Function<Fields, T> reader) {
    var offset = number(8);
    require(offset >= 0 && offset <= words.length - begin, "an offset points out of it");
    var tail = begin + (int) offset;
    require(tailsEnd < 0 || tailsEnd == tail, "a tail is not where the one before it ends");
    firstTail = firstTail < 0 ? tail : firstTail;
    var there = new Fields(at, words, tail);
    var value = reader.apply(there);
    tailsEnd = there.close();
    return value;
  }

  // Where the last of it ends.
  private int close() {
    require(firstTail < 0 || firstTail == next, "a tail does not follow the fields");
    return tailsEnd < 0 ? next : tailsEnd;
  }

  private int left() {
    return (words.length - next) / WORD;
  }

  private long number(int bytes) {
    var value = 0L;
    for (int i = takePadded(bytes), end = i + bytes; i < end; i++) {
      value = value << Byte.SIZE | Byte.toUnsignedLong(words[i]);
    }
    return value;
  }

  // Where the last so many bytes of the next word begin; those before them must be zero.
  private int takePadded(int bytes) {
    var word = take();
    var first = word + WORD - bytes;
    requireZero(word, first);
    return first;
  }

  // Words with so many bytes in them; what is left of the last must be zero.
  private byte[] raw(int size) {
    var first = next;
    next += (size + WORD - 1) / WORD * WORD;
    requireZero(first + size, next);
    return Arrays.copyOfRange(words, first, first + size);
  }

  private int take() {
    require(left() > 0, "it is cut off");
    var word = next;
    next += WORD;
    return word;
  }

  private void requireZero(int from, int to) {
    for (var i = from; i < to; i++) {
      require(words[i] == 0, "a field has bits that its type has not");
    }
  }

  private static int requireSensible(long value, int most) {
    if (value > most) {
      throw new IllegalArgumentException("a number is too large: " + value);
    }
    return (int) value;
  }

  private static void require(boolean holds, String trouble) {
    if (!holds) {
      throw ChainException.retryable("a log is not encoded as its event: " + trouble, null);
    }
  }
}
