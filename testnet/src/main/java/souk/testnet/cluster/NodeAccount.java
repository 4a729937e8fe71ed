package souk.testnet.cluster;

import java.nio.file.Path;
import souk.protocol.value.Address;
import souk.settlement.keys.AccountKey;

/**
 * A key that a testnet made, with a home of its own as the command line expects one.
 *
 * @param name the node's or person's name
 * @param key its key, unlocked
 * @param home where its wallet is, and its journal will be
 */
public record NodeAccount(String name, AccountKey key, Path home) {
  /** The account. */
  public Address address() {
    return key.address();
  }
}
