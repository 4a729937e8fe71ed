package souk.settlement.index;

import java.util.Optional;
import souk.protocol.value.Hash;
import souk.settlement.chain.AgentEvent;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.ClaimEvent;
import souk.settlement.chain.DemandEvent;

/** Claims and demands: most of their events name them and not the job they are about. */
final class Matters {
  private Matters() {}

  /** The claim or demand that begins with that event, which names its job. */
  static Optional<Hash> opened(ChainEvent event) {
    return switch (event) {
      case ClaimEvent.ClaimOpened claim -> Optional.of(claim.claimId());
      case DemandEvent.ChunkDemanded demand -> Optional.of(demand.demandId());
      default -> Optional.empty();
    };
  }

  /** The claim or demand that the event is about, if it does not name the job. */
  static Optional<Hash> named(ChainEvent event) {
    return switch (event) {
      case ChainEvent.OfJob _ -> Optional.empty();
      case ClaimEvent claim -> Optional.of(claim.claimId());
      case DemandEvent demand -> Optional.of(demand.demandId());
      case ChainEvent.OfOffer _, ChainEvent.OfAccount _, AgentEvent _ -> Optional.empty();
      case ChainEvent.Burned _, ChainEvent.Skipped _ -> Optional.empty();
    };
  }
}
