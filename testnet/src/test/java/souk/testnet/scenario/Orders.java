package souk.testnet.scenario;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.Stream;
import souk.protocol.codec.EffectCodec;
import souk.protocol.job.ChildJob;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.settlement.chain.MessageBody;

/** What the agent of {@code obedient.wat} does upon a message. */
final class Orders {
  private Orders() {}

  /** A message of these orders. */
  static MessageBody of(byte[]... orders) {
    return MessageBody.of(joined(orders));
  }

  static byte[] trap() {
    return new byte[] {0};
  }

  static byte[] pay(Address to, Amount amount) {
    return joined(new byte[] {1}, to.bytes(), littleEndian(amount));
  }

  static byte[] send(Address to, Amount value, byte[] body) {
    return joined(new byte[] {2}, to.bytes(), littleEndian(value), number(body.length), body);
  }

  static byte[] spawn(ChildJob job, Amount budget) {
    return joined(new byte[] {3}, littleEndian(budget), EffectCodec.encode(job));
  }

  static byte[] sleep(long until) {
    var time = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(until);
    return joined(new byte[] {4}, time.array());
  }

  static byte[] end(Address heir) {
    return joined(new byte[] {5}, heir.bytes());
  }

  /** To be obeyed upon each outcome of a child. */
  static byte[] uponOutcomes(byte[]... orders) {
    return joined(new byte[] {6}, joined(orders));
  }

  private static byte[] number(int number) {
    return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array();
  }

  private static byte[] littleEndian(Amount amount) {
    var bytes = new byte[16];
    var units = amount.units();
    for (var i = 0; i < bytes.length; i++) {
      bytes[i] = units.shiftRight(Byte.SIZE * i).and(BigInteger.valueOf(0xff)).byteValue();
    }
    return bytes;
  }

  private static byte[] joined(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    Stream.of(parts).forEach(all::writeBytes);
    return all.toByteArray();
  }
}
