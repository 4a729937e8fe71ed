package souk.market.api;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import souk.client.api.LastTurn;
import souk.protocol.value.Hash;
import souk.runtime.machine.Bytes;

/** Keeps what it is given, and looks at nothing. */
final class FakeLastStates implements LastStateDesk {
  final AtomicReference<StateDesk.Receipt> reply =
      new AtomicReference<>(new StateDesk.Receipt.Kept());
  final Map<Hash, Bytes> kept = new ConcurrentHashMap<>();

  @Override
  public StateDesk.Receipt admit(LastTurn last) {
    return reply.get();
  }

  @Override
  public boolean isKept(LastTurn last) {
    return kept.containsKey(last.stateHash());
  }

  @Override
  public StateDesk.Receipt take(LastTurn last, byte[] snapshot) {
    kept.put(last.stateHash(), Bytes.of(snapshot));
    return reply.get();
  }

  @Override
  public Optional<Bytes> state(Hash stateHash) {
    return Optional.ofNullable(kept.get(stateHash));
  }

  @Override
  public OptionalInt sizeBytes(Hash stateHash) {
    var state = kept.get(stateHash);
    return state == null ? OptionalInt.empty() : OptionalInt.of(state.size());
  }
}
