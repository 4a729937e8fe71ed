package souk.testnet.attack.actor;

import java.util.HashSet;
import java.util.Set;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.Head;
import souk.settlement.chain.Transaction;

/**
 * Sends what others have landed at the order contract once more, as its own: market nodes' matches,
 * with all signatures in them.
 */
final class MatchReplayer implements Act {
  private static final long GAS = 2_000_000;

  private final Foothold foothold;
  private final RawChain chain;
  private final Set<Hash> copied = new HashSet<>();
  private long nonce;
  private long read;

  MatchReplayer(Foothold foothold) {
    this.foothold = foothold;
    this.chain = new RawChain(foothold.endpoints().getFirst());
    this.nonce = foothold.session().chain().nonce(foothold.address());
    this.read = foothold.session().chain().head().number();
  }

  @Override
  public void atBlock(Head now) {
    while (read < now.number()) {
      read++;
      chain.mined(read, orders()).forEach(this::copy);
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
    var transaction = new Transaction(seen.data(), nonce, GAS, session.chain().fees());
    var unused = session.chain().send(session.chain().sign(transaction, foothold.key()));
    nonce++;
  }
}
