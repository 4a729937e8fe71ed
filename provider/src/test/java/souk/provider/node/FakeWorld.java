package souk.provider.node;

import static souk.provider.node.Fixtures.RESULT;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import souk.client.api.SealedOutput;
import souk.client.market.MarketException;
import souk.client.run.Run;
import souk.protocol.codec.Digests;
import souk.protocol.job.JobSpec;
import souk.protocol.value.Hash;
import souk.runtime.machine.Bytes;
import souk.settlement.chain.Call;
import souk.settlement.chain.ChainEvent;
import souk.settlement.tx.TxOutcome;

/** All that outlives a provider's process: the outbox, the market nodes, and the machine. */
final class FakeWorld implements OutputSink {
  static final Bytes OUTPUT = Bytes.utf8("forty-two");

  final AtomicInteger runs = new AtomicInteger();
  final CountDownLatch running = new CountDownLatch(1);
  final Map<String, Call> sent = new LinkedHashMap<>();
  final Map<Hash, byte[]> blobs = new LinkedHashMap<>();
  final List<SealedOutput> notes = new ArrayList<>();
  final List<ChainEvent> events = new ArrayList<>();
  ResultPolicy policy = ResultPolicy.HONEST;
  volatile boolean hangs;
  volatile boolean marketsAreDead;
  volatile boolean hadTheOutputAtTheReveal;

  synchronized TxOutcome submit(String key, Call call) {
    if (call instanceof Call.RevealResults) {
      hadTheOutputAtTheReveal = blobs.containsKey(Digests.sha256(OUTPUT.toArray()));
    }
    sent.putIfAbsent(key, call);
    return new TxOutcome.Pending();
  }

  byte[] blob(Hash digest, int maxBytes) {
    return digest.bytes();
  }

  Run run(JobSpec spec) {
    runs.incrementAndGet();
    running.countDown();
    if (hangs) {
      return hang();
    }
    return new Run.Ran(RESULT, OUTPUT, Bytes.EMPTY);
  }

  private static Run hang() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new Run.CannotRun("interrupted");
  }

  @Override
  public synchronized Hash put(byte[] blob) {
    if (marketsAreDead) {
      throw new MarketException("no market node could take the blob", true);
    }
    blobs.put(Digests.sha256(blob), blob);
    return Digests.sha256(blob);
  }

  @Override
  public synchronized void tell(SealedOutput note) {
    notes.add(note);
  }
}
