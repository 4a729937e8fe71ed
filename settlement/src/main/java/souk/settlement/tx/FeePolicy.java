package souk.settlement.tx;

import java.math.BigInteger;
import souk.protocol.value.Amount;
import souk.settlement.chain.Fees;

/** What a replacement offers. */
final class FeePolicy {
  // Pools take a replacement that offers at least 10% more; 12.5% leaves room for their rounding.
  private static final BigInteger NUMERATOR = BigInteger.valueOf(9);
  private static final BigInteger DENOMINATOR = BigInteger.valueOf(8);

  private FeePolicy() {}

  /** An eighth more than before, or what the chain asks now if that is more. */
  static Fees bump(Fees before, Fees now) {
    return new Fees(
        larger(raise(before.maxPerGas()), now.maxPerGas()),
        larger(raise(before.tipPerGas()), now.tipPerGas()));
  }

  /** The same fees, but never above the most; the tip is a part of them. */
  static Fees cap(Fees fees, Amount maxPerGas) {
    var max = fees.maxPerGas().min(maxPerGas);
    return new Fees(max, fees.tipPerGas().min(max));
  }

  private static Amount raise(Amount amount) {
    return new Amount(amount.units().multiply(NUMERATOR).divide(DENOMINATOR).add(BigInteger.ONE));
  }

  private static Amount larger(Amount one, Amount other) {
    return one.isLessThan(other) ? other : one;
  }
}
