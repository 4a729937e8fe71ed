package souk.market.api;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import souk.client.api.JobTurn;
import souk.protocol.value.Hash;

/** Keeps what it is given, and looks at nothing. */
final class FakeLastTurns implements LastTurnDesk {
  final AtomicReference<StateDesk.Receipt> reply =
      new AtomicReference<>(new StateDesk.Receipt.Kept());
  final Map<Hash, JobTurn> kept = new ConcurrentHashMap<>();

  @Override
  public StateDesk.Receipt take(JobTurn turn) {
    if (reply.get() instanceof StateDesk.Receipt.Kept) {
      kept.put(turn.jobId(), turn);
    }
    return reply.get();
  }

  @Override
  public Optional<JobTurn> turn(Hash jobId) {
    return Optional.ofNullable(kept.get(jobId));
  }
}
