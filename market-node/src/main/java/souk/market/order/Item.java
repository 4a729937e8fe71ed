package souk.market.order;

/**
 * An order that was taken, and how it stands.
 *
 * @param order the order
 * @param number its place among all that were taken
 * @param standing what the chain makes of it
 * @param sinceBlock the block at which it was found to stand like this
 * @param told its place in the feed; of no meaning while it is not in force
 */
record Item(SignedOrder order, long number, Standing standing, long sinceBlock, long told) {
  boolean isInForce() {
    return standing == Standing.IN_FORCE;
  }
}
