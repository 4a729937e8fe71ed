package souk.market.state;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import souk.protocol.value.Hash;

/** A chain on which jobs end as a test says. */
final class FakeEndings implements Endings {
  static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

  final Map<Hash, Ending> endings = new HashMap<>();
  final Map<Hash, Fate> fates = new HashMap<>();
  int asked;
  Instant now = NOW;

  @Override
  public Optional<Ending> ending(Hash jobId) {
    return Optional.ofNullable(endings.get(jobId));
  }

  @Override
  public Fate fate(Hash jobId, Hash lastTurn) {
    asked++;
    return fates.getOrDefault(jobId, Fate.OPEN);
  }

  @Override
  public Optional<Instant> blockTime() {
    return Optional.of(now);
  }
}
