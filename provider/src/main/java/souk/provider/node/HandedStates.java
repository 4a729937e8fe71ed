package souk.provider.node;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import souk.client.api.StateRequest;
import souk.client.market.HandedState;
import souk.client.market.MarketException;
import souk.client.turn.TurnParcel;
import souk.protocol.codec.Evidence;
import souk.protocol.codec.MarketDomain;
import souk.protocol.value.Hash;
import souk.provider.journal.AttemptId;
import souk.runtime.state.Place;
import souk.settlement.chain.Leg;
import souk.settlement.keys.Signer;

/**
 * Fetches where another provider's leg of a job ended. What the market nodes hand over is believed
 * if it is what the leg's provider signed and the chain keeps.
 */
final class HandedStates {
  private static final Duration LIFETIME = Duration.ofMinutes(2);

  private final List<Function<StateRequest, Optional<HandedState>>> nodes;
  private final MarketDomain domain;
  private final Signer signer;
  private final Supplier<Instant> blockTime;
  private final ProviderLog log;

  /**
   * @param nodes each throws {@link MarketException} if it does not answer
   */
  HandedStates(
      List<Function<StateRequest, Optional<HandedState>>> nodes,
      MarketDomain domain,
      Signer signer,
      Supplier<Instant> blockTime,
      ProviderLog log) {
    this.nodes = List.copyOf(nodes);
    this.domain = domain;
    this.signer = signer;
    this.blockTime = blockTime;
    this.log = log;
  }

  /**
   * Where the last of some legs ended, if a node has it.
   *
   * @param legs at least one
   */
  Optional<Place> behind(AttemptId id, List<Leg> legs) {
    var request = request(id, legs.getLast().turns());
    return nodes.stream().flatMap(node -> ask(node, request, legs).stream()).findFirst();
  }

  /** Whether a place lies on or behind where those legs ended. */
  static boolean follows(Place place, List<Leg> legs) {
    return legs.stream().allMatch(leg -> passes(place.checkpoint().trace(), leg));
  }

  private static boolean passes(List<Hash> trace, Leg leg) {
    return trace.size() >= leg.turns()
        && Evidence.resumePoint(trace.subList(0, leg.turns())).equals(leg.point());
  }

  private Optional<Place> ask(
      Function<StateRequest, Optional<HandedState>> node, StateRequest request, List<Leg> legs) {
    try {
      return node.apply(request).map(handed -> open(handed, legs));
    } catch (MarketException | IllegalArgumentException e) {
      log.stateNotHanded(
          new AttemptId(request.jobId(), request.attempt()), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static Place open(HandedState handed, List<Leg> legs) {
    var checkpoint = handed.signed().checkpoint();
    if (!Evidence.resumePoint(checkpoint).equals(legs.getLast().point())) {
      throw new IllegalArgumentException("the state is not where the leg ended");
    }
    var place = TurnParcel.decode(handed.parcel().toArray()).open(Optional.empty(), checkpoint);
    if (!follows(place, legs)) {
      throw new IllegalArgumentException("the trace does not go by where earlier legs ended");
    }
    return place;
  }

  private StateRequest request(AttemptId id, int turns) {
    var expiry = blockTime.get().plus(LIFETIME);
    var digest =
        domain.stateRequestDigest(id.jobId(), id.attempt(), turns, signer.address(), expiry);
    return new StateRequest(
        id.jobId(), id.attempt(), turns, signer.address(), expiry, signer.sign(digest));
  }
}
