package souk.verifier.demand;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import souk.protocol.value.Hash;
import souk.settlement.chain.BlobRole;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.DemandEvent.ChunkAnswered;
import souk.settlement.chain.DemandEvent.ChunkDemanded;

/**
 * How far demands for one blob of a job have come, whoever made them: a pure function of events.
 */
sealed interface Chunks {
  /** Most chunks of a blob that a verifier pays for. */
  int MOST = 256;

  /** These have to be demanded next; the first answer says how many there are. */
  record Wanted(List<Integer> chunks) implements Chunks {}

  /** The provider has to answer what was demanded. */
  record Awaited() implements Chunks {}

  /** The blob has more chunks than a verifier pays for. */
  record TooMany() implements Chunks {}

  /**
   * All are on chain.
   *
   * @param answers the answer to a demand for each chunk, in their order
   */
  record Shown(List<ChunkAnswered> answers) implements Chunks {}

  /**
   * What the events of a job say about one of its blobs.
   *
   * @param attempt the attempt whose provider has to answer
   */
  static Chunks in(List<ChainEvent> events, int attempt, BlobRole blob) {
    var demanded = demanded(events, attempt, blob);
    var answers = new TreeMap<Long, ChunkAnswered>();
    events.stream()
        .filter(ChunkAnswered.class::isInstance)
        .map(ChunkAnswered.class::cast)
        .filter(answer -> demanded.containsKey(answer.demandId()))
        .forEach(answer -> answers.put(answer.chunk(), answer));
    if (answers.isEmpty()) {
      return demanded.isEmpty() ? new Wanted(List.of(0)) : new Awaited();
    }
    return of(List.copyOf(answers.values()), List.copyOf(demanded.values()));
  }

  private static Chunks of(List<ChunkAnswered> answers, List<Long> demanded) {
    var count = answers.getFirst().chunks();
    if (count > MOST) {
      return new TooMany();
    }
    if (answers.size() == count) {
      return new Shown(answers);
    }
    var wanted =
        IntStream.range(0, (int) count)
            .filter(chunk -> demanded.stream().noneMatch(it -> Math.min(it, count - 1) == chunk))
            .boxed()
            .toList();
    return wanted.isEmpty() ? new Awaited() : new Wanted(wanted);
  }

  /** The chunk that each demand asks for. */
  private static Map<Hash, Long> demanded(List<ChainEvent> events, int attempt, BlobRole blob) {
    var demanded = new HashMap<Hash, Long>();
    events.stream()
        .filter(ChunkDemanded.class::isInstance)
        .map(ChunkDemanded.class::cast)
        .filter(demand -> demand.attempt() == attempt && demand.blob() == blob)
        .forEach(demand -> demanded.put(demand.demandId(), demand.chunk()));
    return demanded;
  }
}
