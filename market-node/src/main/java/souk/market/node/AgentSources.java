package souk.market.node;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import souk.client.api.JobTurn;
import souk.client.market.MarketException;
import souk.client.market.StateSink;
import souk.market.agent.TurnSource;
import souk.protocol.evidence.Result;
import souk.protocol.value.Hash;
import souk.settlement.chain.Turn;

/** What agents go on from, as this node and its peers have it. Thread-safe. */
final class AgentSources implements TurnSource {
  private final Predicate<Hash> states;
  private final Function<Hash, Optional<JobTurn>> turns;
  private final Supplier<? extends Collection<StateSink>> peers;

  /**
   * @param states whether a state is here
   * @param turns turns that are here, by their jobs
   * @param peers the other nodes that are alive
   */
  AgentSources(
      Predicate<Hash> states,
      Function<Hash, Optional<JobTurn>> turns,
      Supplier<? extends Collection<StateSink>> peers) {
    this.states = states;
    this.turns = turns;
    this.peers = peers;
  }

  /** Whether a state is to be had from this node or from a peer that answers. */
  boolean hasState(Hash stateHash) {
    return states.test(stateHash) || peers.get().stream().anyMatch(peer -> has(peer, stateHash));
  }

  @Override
  public Optional<Turn> turn(Hash jobId, Result result) {
    var here = Stream.of(turns.apply(jobId));
    var atPeers = peers.get().stream().map(peer -> turn(peer, jobId));
    return Stream.concat(here, atPeers)
        .flatMap(Optional::stream)
        .map(JobTurn::turn)
        .filter(turn -> turn.opens(result))
        .findFirst();
  }

  private static Optional<JobTurn> turn(StateSink peer, Hash jobId) {
    try {
      return peer.turn(jobId);
    } catch (MarketException e) {
      return Optional.empty();
    }
  }

  private static boolean has(StateSink peer, Hash stateHash) {
    try {
      return peer.has(stateHash);
    } catch (MarketException e) {
      return false;
    }
  }
}
