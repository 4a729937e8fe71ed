package souk.testnet.attack.actor;

import java.util.HashSet;
import java.util.Set;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.Fees;
import souk.settlement.chain.Transaction;

/** Others' transactions, sent as one's own: each once. Used by one thread. */
final class Copies {
  private static final long GAS = 2_000_000;

  private final Foothold foothold;
  private final Set<Hash> copied = new HashSet<>();
  private long nonce;

  Copies(Foothold foothold) {
    this.foothold = foothold;
    this.nonce = foothold.session().chain().nonce(foothold.address());
  }

  /**
   * Sends what somebody else has sent.
   *
   * @param extraTip wei per gas that it pays above what is usual
   */
  void send(RawChain.Seen seen, Amount extraTip) {
    if (seen.from().equals(foothold.address()) || !copied.add(seen.hash())) {
      return;
    }
    var session = foothold.session();
    var usual = session.chain().fees();
    var fees = new Fees(usual.maxPerGas().plus(extraTip), usual.tipPerGas().plus(extraTip));
    var transaction = new Transaction(seen.data(), nonce, GAS, fees);
    var unused = session.chain().send(session.chain().sign(transaction, foothold.key()));
    nonce++;
  }
}
