package souk.market.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import souk.client.api.SignedCheckpoint;
import souk.client.market.MarketException;
import souk.client.market.TurnSink;
import souk.protocol.job.OutputKey;
import souk.protocol.seal.Ecies;

/** Another market node that takes states, unless it has trouble. */
final class FakePeer implements TurnSink {
  private static final BigInteger SECRET = BigInteger.TWO;

  final Map<SignedCheckpoint, String> taken = new ConcurrentHashMap<>();
  final BlockingQueue<SignedCheckpoint> handed = new LinkedBlockingQueue<>();
  final AtomicInteger asked = new AtomicInteger();
  volatile boolean isBusy;
  volatile boolean refuses;

  @Override
  public OutputKey sealingKey() {
    return Ecies.outputKey(SECRET);
  }

  @Override
  public void put(SignedCheckpoint signed, byte[] sealed) {
    asked.incrementAndGet();
    if (isBusy || refuses) {
      throw new MarketException("no", isBusy);
    }
    var parcel = Ecies.open(SECRET, signed.checkpoint().jobId(), sealed);
    taken.put(signed, new String(parcel, UTF_8));
    handed.add(signed);
  }
}
