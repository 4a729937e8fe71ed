/**
 * A provider's automatic price: a pure function of what work costs its operator and of what its own
 * look at the chain says of the market. No market node is asked.
 *
 * <pre>
 *   settled jobs, others' offers, mean --MarketPrices--\
 *   floor, cost -----------------------PricePolicy------> PriceStep --> price, target, least
 *   what is asked now --------------------------------/
 * </pre>
 */
@NullMarked
package souk.provider.price;

import org.jspecify.annotations.NullMarked;
