package souk.settlement.chain;

import java.util.Arrays;
import java.util.HexFormat;
import souk.protocol.codec.Digests;
import souk.protocol.value.Hash;

/** A transaction ready to be sent: its EIP-2718 envelope. */
public final class SignedTransaction {
  private final byte[] envelope;

  private SignedTransaction(byte[] envelope) {
    this.envelope = envelope;
  }

  /** Wraps a copy of the envelope. */
  public static SignedTransaction of(byte[] envelope) {
    return new SignedTransaction(envelope.clone());
  }

  /** Returns a copy of the envelope. */
  public byte[] envelope() {
    return envelope.clone();
  }

  /** What receipts are asked for by: Keccak-256 of the envelope. */
  public Hash hash() {
    return Digests.keccak256(envelope);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SignedTransaction signed && Arrays.equals(envelope, signed.envelope);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(envelope);
  }

  /** {@code 0x} and the envelope in hexadecimal, as {@code eth_sendRawTransaction} takes it. */
  @Override
  public String toString() {
    return "0x" + HexFormat.of().formatHex(envelope);
  }
}
