package souk.settlement.chain;

import java.util.List;
import souk.protocol.value.Address;

/**
 * The contracts that judge a market's results.
 *
 * @param verifiers the Verifiers contract
 * @param audits the Audits contract
 * @param jury the Jury contract
 * @param disputes the Disputes contract
 * @param demands the Demands contract
 * @param relay the Relay contract
 */
public record Court(
    Address verifiers,
    Address audits,
    Address jury,
    Address disputes,
    Address demands,
    Address relay) {
  /** All of them, in that order. */
  public List<Address> contracts() {
    return List.of(verifiers, audits, jury, disputes, demands, relay);
  }
}
