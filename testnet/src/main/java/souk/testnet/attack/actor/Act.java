package souk.testnet.attack.actor;

import souk.settlement.chain.Head;

/** What an attacker does, again and again. Used by one thread. */
@FunctionalInterface
interface Act {
  /** Does what is to be done at that block. */
  void atBlock(Head now);
}
