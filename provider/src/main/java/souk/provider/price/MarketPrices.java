package souk.provider.price;

import java.math.BigInteger;
import java.util.List;
import souk.protocol.value.Price;

/**
 * What others sell for, as the chain tells it.
 *
 * @param mean the contracts' slow mean of audited settled prices, which verifiers' rewards follow
 * @param floorRate least sampling rate of any job, in units of 2^-64
 * @param feeBps the market node's part of a provider's pay, in 1/10000, below 10000
 * @param settled what others' jobs were settled at of late, by fuel
 * @param asked what others ask in offers that stand, by the bond behind them
 */
public record MarketPrices(
    Price mean, BigInteger floorRate, int feeBps, List<Heard> settled, List<Heard> asked) {
  public MarketPrices {
    settled = List.copyOf(settled);
    asked = List.copyOf(asked);
  }
}
