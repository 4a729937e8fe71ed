package souk.testnet.attack.actor;

import java.math.BigInteger;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.Fees;
import souk.settlement.chain.Head;
import souk.settlement.chain.Transaction;

/**
 * Sends what market nodes send to the order contract once more, as its own: their matches, with all
 * signatures in them. One that is hasty takes them from the pool and offers more for being first;
 * the other takes them from blocks.
 */
final class MatchCopier implements Act {
  private static final long GAS = 2_000_000;
  private static final BigInteger EAGERNESS = BigInteger.TEN;
  private static final Duration GLANCE = Duration.ofMillis(50);

  private final Foothold foothold;
  private final RawChain chain;
  private final boolean hasty;
  private final Set<Hash> copied = new HashSet<>();
  private long nonce;
  private long read;

  MatchCopier(Foothold foothold, boolean hasty) {
    this.foothold = foothold;
    this.chain = new RawChain(foothold.endpoints().getFirst());
    this.hasty = hasty;
    this.nonce = foothold.session().chain().nonce(foothold.address());
    this.read = foothold.session().chain().head().number();
    if (hasty) {
      Thread.ofVirtual().name("pool").start(this::watchPool);
    }
  }

  @Override
  public void atBlock(Head now) {
    while (!hasty && read < now.number()) {
      read++;
      chain.mined(read, orders()).forEach(this::copy);
    }
  }

  private void watchPool() {
    while (!Thread.currentThread().isInterrupted()) {
      chain.pending(orders()).forEach(this::copy);
      LockSupport.parkNanos(GLANCE.toNanos());
    }
  }

  private Address orders() {
    return foothold.session().chain().deployment().orders();
  }

  private void copy(RawChain.Seen seen) {
    if (seen.from().equals(foothold.address()) || !copied.add(seen.hash())) {
      return;
    }
    var session = foothold.session();
    var fees = session.chain().fees();
    var eager = new Fees(times(fees.maxPerGas()), times(fees.tipPerGas()));
    var transaction = new Transaction(seen.data(), nonce, GAS, eager);
    var unused = session.chain().send(session.chain().sign(transaction, foothold.key()));
    nonce++;
  }

  private static Amount times(Amount fee) {
    return new Amount(fee.units().add(BigInteger.ONE).multiply(EAGERNESS));
  }
}
