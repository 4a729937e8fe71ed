package souk.market.node;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import souk.client.session.ChainSession;
import souk.market.match.Climate;
import souk.protocol.value.Address;
import souk.settlement.chain.Chain;
import souk.settlement.chain.Head;
import souk.settlement.chain.VerifierSnapshot;
import souk.settlement.index.JobIndex;

/** Reads the conditions every match depends on, at most once a block. Thread-safe. */
final class Climates {
  // Seven verifiers at most, and three parties that may be verifiers themselves.
  private static final int PLENTY_OF_MEMBERS = 10;

  private final Chain chain;
  private final JobIndex index;
  private final Address self;
  private @Nullable Head readAt;
  private @Nullable Climate climate;

  Climates(ChainSession session) {
    this.chain = session.chain();
    this.index = session.jobs();
    this.self = session.address();
  }

  /**
   * The conditions at that block.
   *
   * @throws souk.settlement.chain.ChainException if the chain cannot be asked
   */
  synchronized Climate at(Head head) {
    var known = climate;
    if (known == null || !head.equals(readAt)) {
      known = read(head);
      climate = known;
      readAt = head;
    }
    return known;
  }

  private Climate read(Head head) {
    var now = chain.conditions(self);
    return new Climate(
        chain.parameters(),
        now.meanPrice(),
        now.floor(),
        now.members(),
        now.members() < PLENTY_OF_MEMBERS ? members(head) : Set.of(),
        self);
  }

  /** Verifiers that have weight in this epoch; read again, since epochs pass without an event. */
  private Set<Address> members(Head head) {
    var known = index.verifiers().stream().map(VerifierSnapshot::address).toList();
    return chain.verifiers(known, head).values().stream()
        .filter(verifier -> !verifier.weight().isZero())
        .map(VerifierSnapshot::address)
        .collect(toUnmodifiableSet());
  }
}
