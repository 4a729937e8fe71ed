package souk.testnet.attack.actor;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.settlement.chain.ChainException;

/**
 * Sends what others have sent to a contract and is in no block yet, as its own, with a tip that
 * puts it first in the block.
 */
final class FrontRunner {
  private static final Logger LOG = LoggerFactory.getLogger(FrontRunner.class);
  private static final Duration PAUSE = Duration.ofMillis(50);

  /** A hundred gwei per gas. */
  private static final Amount EXTRA_TIP = Amount.of(100_000_000_000L);

  private final RawChain chain;
  private final Address contract;
  private final Copies copies;

  private FrontRunner(RawChain chain, Address contract, Copies copies) {
    this.chain = chain;
    this.contract = contract;
    this.copies = copies;
  }

  /** One that is at work, whatever blocks there are. */
  static Act of(Foothold foothold, Address contract) {
    var chain = new RawChain(foothold.endpoints().getFirst());
    var runner = new FrontRunner(chain, contract, new Copies(foothold));
    Thread.ofVirtual().name("front runner").start(runner::run);
    return _ -> {};
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        chain.pending(contract).forEach(seen -> copies.send(seen, EXTRA_TIP));
      } catch (ChainException e) {
        LOG.warn("a copy was not sent: {}", e.getMessage());
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
