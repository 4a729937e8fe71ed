package souk.cli.command;

import java.util.Locale;
import souk.cli.console.Fields;
import souk.cli.convert.Money;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.settlement.chain.Call;
import souk.settlement.chain.Chain;

/** What a stake answers for; named on the command line in lower case. */
enum Role {
  /** Runs jobs. */
  PROVIDER {
    @Override
    Call bond(Amount amount) {
      return new Call.Bond(amount);
    }

    @Override
    Call unbond(Amount amount) {
      return new Call.Unbond(amount);
    }

    @Override
    Call withdraw() {
      return new Call.WithdrawBond();
    }

    @Override
    Amount held(Chain chain, Address address) {
      var provider = chain.provider(address);
      return provider.free().plus(provider.locked());
    }

    @Override
    Fields show(Chain chain, Address address) {
      var provider = chain.provider(address);
      var money = Sessions.money(chain);
      var fields = fields(address, provider.free(), provider.locked(), provider.unbonding(), money);
      provider.unbondedAt().ifPresent(time -> fields.add("unbondedAt", time));
      return fields
          .add("auditedValue", money.text(provider.auditedValue()))
          .add("faults", provider.faults())
          .add("cleanAuditsOwed", provider.cleanAuditsOwed());
    }
  },

  /** Re-runs sampled jobs. */
  VERIFIER {
    @Override
    Call bond(Amount amount) {
      return new Call.BondVerifier(amount);
    }

    @Override
    Call unbond(Amount amount) {
      return new Call.UnbondVerifier(amount);
    }

    @Override
    Call withdraw() {
      return new Call.WithdrawVerifierBond();
    }

    @Override
    Amount held(Chain chain, Address address) {
      var verifier = chain.verifier(address);
      return verifier.free().plus(verifier.locked());
    }

    @Override
    Fields show(Chain chain, Address address) {
      var verifier = chain.verifier(address);
      var money = Sessions.money(chain);
      var fields = fields(address, verifier.free(), verifier.locked(), verifier.unbonding(), money);
      verifier.unbondedAt().ifPresent(time -> fields.add("unbondedAt", time));
      return fields.add("weight", verifier.weight());
    }
  };

  /** Bonds market balance. */
  abstract Call bond(Amount amount);

  /** Begins to take free bond out. */
  abstract Call unbond(Amount amount);

  /** Moves what has finished unbonding to the market balance. */
  abstract Call withdraw();

  /** Bond that is not on its way out. */
  abstract Amount held(Chain chain, Address address);

  /** The stake, as it is shown. */
  abstract Fields show(Chain chain, Address address);

  Fields fields(Address address, Amount free, Amount locked, Amount unbonding, Money money) {
    return new Fields()
        .add("role", name().toLowerCase(Locale.ROOT))
        .add("address", address)
        .add("free", money.text(free))
        .add("locked", money.text(locked))
        .add("unbonding", money.text(unbonding));
  }
}
