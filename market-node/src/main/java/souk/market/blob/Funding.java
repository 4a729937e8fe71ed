package souk.market.blob;

import souk.protocol.value.Address;
import souk.protocol.value.Amount;

/** Whether an account has money in the market. */
@FunctionalInterface
public interface Funding {
  /**
   * Whether the account's balance or bond in the market is at least that much.
   *
   * @throws souk.settlement.chain.ChainException if that cannot be found out now
   */
  boolean covers(Address account, Amount least);
}
