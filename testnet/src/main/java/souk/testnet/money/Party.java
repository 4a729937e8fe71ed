package souk.testnet.money;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import souk.protocol.value.Address;
import souk.testnet.cluster.Testnet;

/**
 * Somebody whose money is counted.
 *
 * @param name as in tables and logs
 * @param role what it does
 * @param address its account
 */
public record Party(String name, Role role, Address address) {
  /** Whose money moves on that testnet: everybody but its operator. */
  public static List<Party> of(Testnet testnet) {
    var parties = new ArrayList<Party>();
    testnet
        .accounts()
        .values()
        .forEach(
            account ->
                role(testnet, account.name())
                    .ifPresent(
                        role -> parties.add(new Party(account.name(), role, account.address()))));
    return parties;
  }

  private static Optional<Role> role(Testnet testnet, String name) {
    return switch (name.split("-", 2)[0]) {
      case "consumer" -> Optional.of(Role.CONSUMER);
      case "provider" -> Optional.of(testnet.cheats(name) ? Role.CHEAT : Role.PROVIDER);
      case "market" -> Optional.of(Role.MARKET_NODE);
      case "verifier" -> Optional.of(Role.VERIFIER);
      case "patron", "founder", "creator" -> Optional.of(Role.PATRON);
      case "attacker" -> Optional.of(Role.ATTACKER);
      default -> Optional.empty();
    };
  }

  /** What a party does. */
  public enum Role {
    CONSUMER("consumer"),
    PROVIDER("honest providers"),
    CHEAT("the cheat"),
    MARKET_NODE("market nodes"),
    VERIFIER("verifiers"),
    PATRON("patrons and founders"),
    AGENT("agents"),
    ATTACKER("the attacker");

    private final String label;

    Role(String label) {
      this.label = label;
    }

    /** As summaries name it. */
    public String label() {
      return label;
    }
  }
}
