package souk.testnet.agent;

import souk.protocol.value.Amount;
import souk.testnet.cluster.Testnet;

/**
 * Who deals with the demo's agents.
 *
 * @param customer orders, and buys entries of chronicles
 * @param founder creates all agents but the one whose creator is to be forgotten
 * @param patron buys entries
 */
record People(Person customer, Person founder, Person patron) implements AutoCloseable {
  private static final Amount DEPOSIT = Amount.of(100_000_000);

  /** All of them, with money in the market. */
  static People enter(Testnet testnet) throws InterruptedException {
    return new People(
        Person.enter(testnet, Testnet.CONSUMER, DEPOSIT),
        Person.enter(testnet, "founder", DEPOSIT),
        Person.enter(testnet, "patron", DEPOSIT));
  }

  @Override
  public void close() {
    customer.close();
    founder.close();
    patron.close();
  }
}
