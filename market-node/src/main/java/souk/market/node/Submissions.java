package souk.market.node;

import souk.settlement.chain.Call;
import souk.settlement.tx.Outbox;
import souk.settlement.tx.TxOutcome;

/** Where exits are handed in; the outbox, but for tests. */
interface Submissions {
  /** Takes a call on, once for its key. */
  void submit(String key, Call call);

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
      public TxOutcome outcome(String key) {
        return outbox.outcome(key).orElseGet(TxOutcome.Pending::new);
      }
    };
  }
}
