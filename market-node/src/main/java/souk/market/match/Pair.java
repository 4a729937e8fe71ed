package souk.market.match;

import souk.protocol.value.Amount;

/** A job and an offer that fit. */
public record Pair(Demand demand, Supply supply) {

  /** P: the offer's price for the whole fuel limit, rounded up. */
  public Amount fullPrice() {
    return supply.offer().price().escrowFor(demand.spec().fuelLimit());
  }

  /** S: what the match locks. */
  public Amount stake() {
    return fullPrice().times(supply.offer().stakeMultiple());
  }
}
