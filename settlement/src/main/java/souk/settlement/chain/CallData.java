package souk.settlement.chain;

import java.util.Arrays;
import java.util.HexFormat;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;

/** A {@link Call} as the chain takes it: a contract or account, native currency, and bytes. */
public final class CallData {
  private final Address to;
  private final Amount wei;
  private final byte[] bytes;

  /**
   * @param to who is called
   * @param wei native currency handed over
   * @param bytes selector and arguments; copied
   */
  public CallData(Address to, Amount wei, byte[] bytes) {
    this.to = to;
    this.wei = wei;
    this.bytes = bytes.clone();
  }

  /** Who is called. */
  public Address to() {
    return to;
  }

  /** Native currency handed over. */
  public Amount wei() {
    return wei;
  }

  /** Returns a copy of selector and arguments. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CallData data
        && to.equals(data.to)
        && wei.equals(data.wei)
        && Arrays.equals(bytes, data.bytes);
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
