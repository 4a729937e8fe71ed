package souk.market.share;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import souk.settlement.chain.Call;
import souk.settlement.tx.TxOutcome;

/** Takes everything and leaves it pending until told. Thread-safe. */
public final class FakeSubmissions implements Submissions {
  private final int most;
  private final List<Call> calls = new ArrayList<>();
  private final Map<String, TxOutcome> outcomes = new HashMap<>();

  /**
   * @param most elements of a batch that fit in a transaction
   */
  public FakeSubmissions(int most) {
    this.most = most;
  }

  /** What was handed in so far. */
  public synchronized List<Call> calls() {
    return List.copyOf(calls);
  }

  /** Decides all calls so far. */
  public synchronized void decide(TxOutcome outcome) {
    outcomes.replaceAll((_, _) -> outcome);
  }

  @Override
  public synchronized void submit(String key, Call call) {
    if (outcomes.putIfAbsent(key, new TxOutcome.Pending()) == null) {
      calls.add(call);
    }
  }

  @Override
  public <E> List<List<E>> divide(List<E> elements, Function<List<E>, Call> verb) {
    return IntStream.iterate(0, from -> from < elements.size(), from -> from + most)
        .mapToObj(from -> elements.subList(from, Math.min(elements.size(), from + most)))
        .toList();
  }

  @Override
  public synchronized TxOutcome outcome(String key) {
    return outcomes.getOrDefault(key, new TxOutcome.Pending());
  }
}
