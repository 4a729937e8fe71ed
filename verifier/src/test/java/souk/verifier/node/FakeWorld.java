package souk.verifier.node;

import static souk.verifier.node.Fixtures.RESULT;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import souk.client.run.Run;
import souk.runtime.machine.Bytes;
import souk.settlement.chain.Call;
import souk.settlement.index.IndexedJob;
import souk.settlement.tx.TxOutcome;

/** All that outlives a verifier's process: the outbox and the machine. */
final class FakeWorld {
  final AtomicInteger runs = new AtomicInteger();
  final CountDownLatch running = new CountDownLatch(1);
  final Map<String, Call> sent = new LinkedHashMap<>();
  volatile boolean hangs;

  TxOutcome submit(String key, Call call) {
    sent.putIfAbsent(key, call);
    return new TxOutcome.Pending();
  }

  Run run(IndexedJob job) {
    runs.incrementAndGet();
    running.countDown();
    return hangs ? hang() : new Run.Ran(RESULT, Bytes.EMPTY, Bytes.EMPTY);
  }

  private static Run hang() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new Run.CannotRun("interrupted");
  }
}
