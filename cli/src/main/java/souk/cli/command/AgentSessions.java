package souk.cli.command;

import java.time.Duration;
import souk.cli.console.CommandException;
import souk.cli.console.Fields;
import souk.cli.convert.Money;
import souk.cli.option.ChainOptions;
import souk.cli.option.MarketOptions;
import souk.cli.option.WalletOptions;
import souk.client.MessageId;
import souk.client.Souk;
import souk.client.SoukException;
import souk.client.session.ChainSession;
import souk.protocol.value.Amount;
import souk.settlement.keys.AccountKey;

/** One account that creates and hires agents; its key is unlocked once. */
final class AgentSessions {
  private final ChainOptions chain;
  private final MarketOptions markets;
  private final WalletOptions wallet;
  private final AccountKey key;

  /** Something done with agents. */
  interface Work<T> {
    T on(Souk souk) throws InterruptedException;
  }

  AgentSessions(ChainOptions chain, MarketOptions markets, WalletOptions wallet) {
    this.chain = chain;
    this.markets = markets;
    this.wallet = wallet;
    this.key = wallet.key();
  }

  /** Does it through the account's journal, which one process at a time has open. */
  <T> T act(Work<T> work) throws InterruptedException {
    var config = chain.session(wallet.home(), key.address());
    try (var session = Sessions.inTurn(() -> ChainSession.open(config, key))) {
      return work.on(over(session));
    }
  }

  /**
   * Waits for the reply to a message and hands it over. That sends nothing and so has a journal for
   * itself, and any number of replies can be waited for at the same time.
   */
  void deliver(MessageId message, ProgramOutput output, Duration timeout)
      throws InterruptedException {
    try (var scratch = ScratchDirectory.create();
        var session = ChainSession.open(chain.session(scratch.file("journal.db")), key)) {
      var reply = over(session).agents().awaitReply(message, timeout);
      output.deliver(
          reply.body().toArray(),
          new Fields()
              .add("message", message)
              .add("value", money().text(reply.value()))
              .add("block", reply.block())
              .add("transaction", reply.transaction()));
    } catch (SoukException e) {
      if (e.kind() == SoukException.Kind.UNDECIDED) {
        throw new CommandException(
            true, "%s: 'souk agent await %s'".formatted(e.getMessage(), message), e);
      }
      throw e;
    }
  }

  Money money() {
    return chain.money();
  }

  /**
   * Checks that the market balance is enough.
   *
   * @param purpose what takes it, as "the message takes"
   */
  void requireBalance(Souk souk, Amount needed, String purpose) throws InterruptedException {
    var balance = souk.balance();
    if (balance.isLessThan(needed)) {
      throw new CommandException(
          false,
          "%s %s tokens and the market balance is %s: 'souk account deposit %s'"
              .formatted(
                  purpose,
                  money().text(needed),
                  money().text(balance),
                  money().text(needed.minus(balance))));
    }
  }

  private Souk over(ChainSession session) {
    return Souk.over(session, key, markets.markets(), wallet.home().machineCache());
  }
}
