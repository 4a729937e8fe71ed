package souk.testnet.attack.actor;

import souk.protocol.value.Amount;
import souk.settlement.chain.Head;

/**
 * Sends what others have landed at the order contract once more, as its own: market nodes' matches,
 * with all signatures in them.
 */
final class MatchReplayer implements Act {
  private final Foothold foothold;
  private final RawChain chain;
  private final Copies copies;
  private long read;

  MatchReplayer(Foothold foothold) {
    this.foothold = foothold;
    this.chain = new RawChain(foothold.endpoints().getFirst());
    this.copies = new Copies(foothold);
    this.read = foothold.session().chain().head().number();
  }

  @Override
  public void atBlock(Head now) {
    var orders = foothold.session().chain().deployment().orders();
    while (read < now.number()) {
      read++;
      chain.mined(read, orders).forEach(seen -> copies.send(seen, Amount.ZERO));
    }
  }
}
