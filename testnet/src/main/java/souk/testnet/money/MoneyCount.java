package souk.testnet.money;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.settlement.chain.Chain;

/**
 * Who owns how much at one moment, counted from outside with the chain's own views.
 *
 * @param holdings by party: tokens in hand, market balance and bonds
 * @param burned what lies in the sink
 * @param inMarket tokens the market contract holds
 * @param owedByMarket what it owes: balances and bonds of all parties, and the sink
 */
public record MoneyCount(
    Map<Party, Amount> holdings, Amount burned, Amount inMarket, Amount owedByMarket) {

  /** What the sink is called among roles. */
  public static final String BURNED = "burned";

  /** Counts what those parties own now. */
  public static MoneyCount of(Chain chain, List<Party> parties) {
    var holdings = new LinkedHashMap<Party, Amount>();
    var owed = chain.burned();
    for (var party : parties) {
      var inside = insideMarket(chain, party.address());
      holdings.put(party, inside.plus(chain.account(party.address()).tokens()));
      owed = owed.plus(inside);
    }
    var inMarket = chain.account(chain.deployment().market()).tokens();
    return new MoneyCount(holdings, chain.burned(), inMarket, owed);
  }

  /** Changes since an earlier count by role, and what was burned. */
  public Map<String, BigInteger> changesSince(MoneyCount before) {
    var changes = new LinkedHashMap<String, BigInteger>();
    holdings.forEach(
        (party, amount) ->
            changes.merge(
                party.role().label(),
                amount.units().subtract(before.holdings.getOrDefault(party, Amount.ZERO).units()),
                BigInteger::add));
    changes.put(BURNED, burned.units().subtract(before.burned.units()));
    return changes;
  }

  /** Whether nothing appeared or vanished since, and the market holds exactly what it owes. */
  public boolean isConservedSince(MoneyCount before) {
    var sum = changesSince(before).values().stream().reduce(BigInteger.ZERO, BigInteger::add);
    return sum.signum() == 0 && inMarket.equals(owedByMarket);
  }

  private static Amount insideMarket(Chain chain, Address address) {
    var provider = chain.provider(address);
    var verifier = chain.verifier(address);
    return chain
        .account(address)
        .marketBalance()
        .plus(provider.free())
        .plus(provider.locked())
        .plus(provider.unbonding())
        .plus(verifier.free())
        .plus(verifier.locked())
        .plus(verifier.unbonding());
  }
}
