package souk.testnet.demo;

import souk.protocol.value.Address;

/**
 * Somebody whose money is counted.
 *
 * @param name as in tables and logs
 * @param role what it does
 * @param address its account
 */
record Party(String name, Role role, Address address) {
  /** What a party does. */
  enum Role {
    CONSUMER("consumer"),
    PROVIDER("honest providers"),
    CHEAT("the cheat"),
    MARKET_NODE("market nodes"),
    VERIFIER("verifiers");

    private final String label;

    Role(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }
}
