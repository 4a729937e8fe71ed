package souk.cli.command;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import souk.cli.convert.Money;
import souk.cli.option.ChainOptions;
import souk.cli.option.WalletOptions;
import souk.client.session.ChainSession;
import souk.settlement.chain.Chain;
import souk.settlement.journal.JournalException;

/** An account's way to the market, for the time of one command. */
final class Sessions {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long RETRY_MILLIS = 200;

  private Sessions() {}

  /** Opens the account's journal and goes on with what it had on its way. */
  static ChainSession open(ChainOptions where, WalletOptions who) throws InterruptedException {
    var config = where.session(who.home(), who.account());
    var key = who.key();
    return inTurn(() -> ChainSession.open(config, key));
  }

  /**
   * Opens what only one process of an account at a time has open: other commands are short, so it
   * waits for them.
   *
   * @throws JournalException if the other process does not let go, a node say
   */
  static <T> T inTurn(Supplier<T> opening) throws InterruptedException {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return opening.get();
      } catch (JournalException e) {
        if (!e.isInUse() || System.nanoTime() > end) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
      }
    }
  }

  static Money money(Chain chain) {
    return new Money(chain.deployment().tokenDecimals());
  }
}
