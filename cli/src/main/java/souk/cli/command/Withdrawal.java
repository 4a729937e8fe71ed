package souk.cli.command;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import souk.client.session.ChainSession;
import souk.client.session.Funds;
import souk.protocol.value.Amount;
import souk.settlement.chain.Call;
import souk.settlement.chain.ProviderSnapshot;
import souk.settlement.chain.VerifierSnapshot;

/**
 * Takes a node's money out of the market, as far as that goes now: what is unbonded, then all free
 * stake into unbonding, then the balance into the wallet.
 *
 * @param stake what the account has bonded
 * @param collect takes stake out that is unbonded
 * @param unbond asks for stake back
 */
record Withdrawal(
    Function<ChainSession, Stake> stake, Call collect, Function<Amount, Call> unbond) {
  /** Of a provider. */
  static final Withdrawal OF_PROVIDER =
      new Withdrawal(
          session -> Stake.of(session.chain().provider(session.address())),
          new Call.WithdrawBond(),
          Call.Unbond::new);

  /** Of a verifier. */
  static final Withdrawal OF_VERIFIER =
      new Withdrawal(
          session -> Stake.of(session.chain().verifier(session.address())),
          new Call.WithdrawVerifierBond(),
          Call.UnbondVerifier::new);

  /** An account's stake, in whatever role. */
  record Stake(Amount free, Amount locked, Amount unbonding, Optional<Instant> unbondedAt) {
    static Stake of(ProviderSnapshot bond) {
      return new Stake(bond.free(), bond.locked(), bond.unbonding(), bond.unbondedAt());
    }

    static Stake of(VerifierSnapshot bond) {
      return new Stake(bond.free(), bond.locked(), bond.unbonding(), bond.unbondedAt());
    }

    /** How long unbonding takes yet. */
    Duration left(Instant now) {
      return unbondedAt
          .filter(now::isBefore)
          .map(at -> Duration.between(now, at))
          .orElse(Duration.ZERO);
    }
  }

  /** Takes out what can be; gives the stake that is left. */
  Stake take(ChainSession session) throws InterruptedException {
    var before = stake.apply(session);
    if (!before.unbonding().isZero() && before.left(now(session)).isZero()) {
      session.perform("withdraw stake", collect);
    }
    var free = stake.apply(session).free();
    // Asking again would begin the wait for all of it anew.
    if (!free.isZero() && stake.apply(session).unbonding().isZero()) {
      session.perform("unbond", unbond.apply(free));
    }
    var balance = session.chain().account(session.address()).marketBalance();
    if (!balance.isZero()) {
      new Funds(session).withdraw(balance);
    }
    return stake.apply(session);
  }

  /** Block time. */
  static Instant now(ChainSession session) {
    return session.chain().head().time();
  }
}
