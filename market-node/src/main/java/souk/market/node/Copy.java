package souk.market.node;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import souk.client.api.LastTurn;
import souk.client.market.StateSink;
import souk.market.state.LastStates;
import souk.market.state.LastTurns;
import souk.protocol.value.Hash;

/**
 * Something that every market node should have.
 *
 * @param id what it is known by; no two are known by the same
 * @param jobId the job it is of
 * @param isAt asks a peer whether it is there
 * @param bring brings it to a peer
 */
record Copy(Hash id, Hash jobId, Predicate<StateSink> isAt, Consumer<StateSink> bring) {

  /** Of all states and turns that are here; of the turns first, which are small. */
  static List<Copy> all(LastStates states, LastTurns turns) {
    return Stream.concat(
            turns.all().stream().map(jobId -> ofTurn(jobId, turns)),
            states.all().stream().map(last -> ofState(last, states)))
        .toList();
  }

  private static Copy ofTurn(Hash jobId, LastTurns turns) {
    return new Copy(
        jobId,
        jobId,
        peer -> peer.turn(jobId).isPresent(),
        peer -> turns.turn(jobId).ifPresent(peer::put));
  }

  private static Copy ofState(LastTurn last, LastStates states) {
    var hash = last.stateHash();
    return new Copy(
        hash,
        last.jobId(),
        peer -> peer.has(hash),
        peer -> states.state(hash).ifPresent(snapshot -> peer.put(last, snapshot.toArray())));
  }
}
