package souk.testnet.attack.actor;

import java.util.function.Function;
import java.util.function.Supplier;
import souk.client.node.BondKeeper;
import souk.protocol.value.Amount;
import souk.settlement.chain.Call;

/** Bonds that attackers hold in a role, as honest nodes do. */
final class Bonds {
  private Bonds() {}

  /** Keeps a bond as a provider. */
  static BondKeeper ofProvider(Foothold foothold, Amount wanted) {
    return keeper(
        foothold,
        wanted,
        () -> {
          var bond = foothold.session().chain().provider(foothold.address());
          return bond.free().plus(bond.locked());
        },
        Call.Bond::new);
  }

  /** Keeps a bond as a verifier. */
  static BondKeeper ofVerifier(Foothold foothold, Amount wanted) {
    return keeper(
        foothold,
        wanted,
        () -> {
          var bond = foothold.session().chain().verifier(foothold.address());
          return bond.free().plus(bond.locked());
        },
        Call.BondVerifier::new);
  }

  private static BondKeeper keeper(
      Foothold foothold, Amount wanted, Supplier<Amount> held, Function<Amount, Call> call) {
    return new BondKeeper(
        foothold.session().chain(),
        foothold.address(),
        wanted,
        held,
        call,
        foothold.pursuits(),
        _ -> {});
  }
}
