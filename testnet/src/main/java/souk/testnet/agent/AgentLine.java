package souk.testnet.agent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import souk.protocol.value.Amount;
import souk.settlement.chain.AgentId;

/**
 * What came of one agent.
 *
 * @param turns turns completed
 * @param carriers providers that were paid for them
 * @param wrong turns paid for a wrong result
 * @param finalStateEqual whether an undisturbed run of the same inbox comes to its state
 * @param treasury its money by events
 * @param account what its account and purses have
 */
record AgentLine(
    String name,
    AgentId id,
    int turns,
    List<String> carriers,
    int wrong,
    boolean finalStateEqual,
    Treasury treasury,
    Amount account) {

  /** Whether its account has what the events say, to the unit. */
  boolean isBalanced() {
    return treasury.left().equals(account.units());
  }

  Map<String, Object> fields() {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("name", name);
    fields.put("agent", id.number());
    fields.put("turns", turns);
    fields.put("providers", carriers);
    fields.put("finalStateEqual", finalStateEqual);
    fields.putAll(treasury.fields());
    fields.put("account", account.toString());
    fields.put("balanced", isBalanced());
    return fields;
  }
}
