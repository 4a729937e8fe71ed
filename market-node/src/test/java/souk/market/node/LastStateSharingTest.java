package souk.market.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import souk.client.api.JobTurn;
import souk.client.api.LastTurn;
import souk.client.market.MarketException;
import souk.client.market.StateSink;
import souk.market.telemetry.EventLog;
import souk.protocol.codec.Digests;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;

class LastStateSharingTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final List<Copy> TWO = List.of(copy("one"), copy("two"));

  private final Peer peer = new Peer();
  private long block;
  private final List<StateSink> alive = new ArrayList<>(List.of(peer));
  private final LastStateSharing sharing =
      new LastStateSharing(() -> alive, new EventLog(), Duration.ofMillis(5));

  @AfterEach
  void close() {
    sharing.close();
  }

  private static Copy copy(String name) {
    var hash = Digests.sha256(name.getBytes(StandardCharsets.UTF_8));
    var last = new LastTurn(hash, hash, new Fuel(1), hash, Hash.ZERO);
    return new Copy(hash, hash, peer -> peer.has(hash), peer -> peer.put(last, hash.bytes()));
  }

  private void shareUntil(BooleanSupplier condition) {
    await(
        () -> {
          sharing.atBlock(block += 4, () -> TWO);
          return condition.getAsBoolean();
        });
  }

  private static void await(BooleanSupplier condition) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("time is up").isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  private void shareOnceMore() {
    settle();
    sharing.atBlock(block += 4, () -> TWO);
    settle();
  }

  /** Waits until all has happened that will. */
  private void settle() {
    await(() -> sharing.atWork() == 0);
  }

  private boolean hasBoth() {
    return hasBoth(peer);
  }

  private static boolean hasBoth(Peer peer) {
    return TWO.stream().allMatch(copy -> peer.kept.containsKey(copy.id()));
  }

  @Test
  void handsOnWhatAPeerDoesNotHave() {
    peer.kept.put(TWO.getFirst().id(), new byte[0]);

    shareUntil(this::hasBoth);

    assertThat(peer.put).hasValue(1);
    assertThat(peer.kept.get(TWO.getLast().id())).isEqualTo(TWO.getLast().id().bytes());
  }

  @Test
  void copiesAStateThatIsNowhereElseToEveryPeer() {
    var other = new Peer();
    alive.add(other);

    shareUntil(() -> hasBoth(peer) && hasBoth(other));

    assertThat(other.put).hasValue(2);
  }

  @Test
  void asksOnceForWhatAPeerHas() {
    shareUntil(this::hasBoth);
    shareUntil(() -> peer.asked.get() == 2);
    shareOnceMore();

    assertThat(peer.asked).hasValue(2);
  }

  @Test
  void looksAtItsStatesNotAtEveryBlock() {
    var looks = new AtomicInteger();
    for (var number = 100; number < 108; number++) {
      sharing.atBlock(
          number,
          () -> {
            looks.incrementAndGet();
            return List.of();
          });
    }

    assertThat(looks).hasValue(2);
  }

  @Test
  void comesAgainToAPeerThatIsAway() {
    peer.isAway = true;
    shareUntil(() -> peer.asked.get() > 2);

    peer.isAway = false;
    shareUntil(this::hasBoth);
  }

  @Test
  void comesAgainToAPeerThatIsBehindTheChain() {
    peer.refuses = true;
    shareUntil(() -> peer.put.get() > 4);

    peer.refuses = false;
    shareUntil(this::hasBoth);
  }

  @Test
  void doesNotComeForEverToAPeerThatSaysNo() {
    peer.refuses = true;
    shareUntil(() -> peer.put.get() >= 40);
    shareOnceMore();

    assertThat(peer.put).hasValue(40);
  }

  private static final class Peer implements StateSink {
    private final Map<Hash, byte[]> kept = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger put = new AtomicInteger();
    private volatile boolean isAway;
    private volatile boolean refuses;

    @Override
    public boolean has(Hash stateHash) {
      asked.incrementAndGet();
      if (isAway) {
        throw new MarketException("away", true);
      }
      return kept.containsKey(stateHash);
    }

    @Override
    public void put(LastTurn last, byte[] snapshot) {
      put.incrementAndGet();
      if (refuses) {
        throw new MarketException("no", false);
      }
      kept.put(last.stateHash(), snapshot);
    }

    @Override
    public Optional<JobTurn> turn(Hash jobId) {
      return Optional.empty();
    }

    @Override
    public void put(JobTurn turn) {}
  }
}
