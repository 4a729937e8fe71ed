package souk.market.share;

import java.util.List;
import java.util.function.Function;
import souk.settlement.chain.Call;
import souk.settlement.tx.Outbox;
import souk.settlement.tx.TxOutcome;

/** Where calls are handed in; the outbox, but for tests. */
public interface Submissions {
  /** Takes a call on, once for its key. */
  void submit(String key, Call call);

  /** Divides a batch so that each part fits in a transaction. */
  <E> List<List<E>> divide(List<E> elements, Function<List<E>, Call> verb);

  /** What became of a call that was taken on. */
  TxOutcome outcome(String key);

  /** Submissions to that outbox. */
  static Submissions to(Outbox outbox) {
    return new Submissions() {
      @Override
      public void submit(String key, Call call) {
        outbox.submit(key, call);
      }

      @Override
      public <E> List<List<E>> divide(List<E> elements, Function<List<E>, Call> verb) {
        return outbox.divide(elements, verb);
      }

      @Override
      public TxOutcome outcome(String key) {
        return outbox.outcome(key).orElseGet(TxOutcome.Pending::new);
      }
    };
  }
}
