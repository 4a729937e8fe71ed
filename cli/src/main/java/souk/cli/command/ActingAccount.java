package souk.cli.command;

import java.time.Duration;
import java.util.UUID;
import souk.cli.console.CommandException;
import souk.cli.convert.Money;
import souk.cli.option.ChainOptions;
import souk.cli.option.WalletOptions;
import souk.client.ChainSession;
import souk.protocol.value.Address;
import souk.settlement.chain.AccountSnapshot;
import souk.settlement.chain.Call;
import souk.settlement.chain.Chain;
import souk.settlement.chain.Revert;
import souk.settlement.tx.TxOutcome;

/** An account that acts on chain, for the time of one command. */
final class ActingAccount implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final ChainSession session;

  private ActingAccount(ChainSession session) {
    this.session = session;
  }

  /** Unlocks the key, reaches the chain, and goes on with what the account had on its way. */
  static ActingAccount open(ChainOptions where, WalletOptions who) {
    var config = where.session(who.home(), who.account());
    return new ActingAccount(ChainSession.open(config, who.key()));
  }

  Chain chain() {
    return session.chain();
  }

  Address address() {
    return session.address();
  }

  Money money() {
    return new Money(chain().deployment().tokenDecimals());
  }

  AccountSnapshot owns() {
    return chain().account(address());
  }

  /**
   * Has a call take effect.
   *
   * @throws CommandException if it does not
   */
  TxOutcome.Included act(Call call) {
    var key = "command/" + UUID.randomUUID();
    try {
      return switch (session.outbox().submitAndAwait(key, call, PATIENCE)) {
        case TxOutcome.Included included -> requireNoneSkipped(included);
        case TxOutcome.Reverted(var reason) -> throw refused(reason);
        case TxOutcome.Rejected(var reason) ->
            throw new CommandException(false, "the transaction cannot be sent: " + reason);
        case TxOutcome.Pending() ->
            throw new CommandException(
                true,
                "in no block after %d s; the next command of this account goes on with it"
                    .formatted(PATIENCE.toSeconds()));
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException(true, "interrupted", e);
    }
  }

  private static TxOutcome.Included requireNoneSkipped(TxOutcome.Included included) {
    for (var reason : included.skipped().values()) {
      throw refused(reason);
    }
    return included;
  }

  private static CommandException refused(Revert reason) {
    return new CommandException(false, "the market refuses: " + reason);
  }

  @Override
  public void close() {
    session.close();
  }
}
