package souk.market.api;

import java.math.BigInteger;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import souk.client.api.SignedCheckpoint;
import souk.client.api.StateRequest;
import souk.protocol.job.OutputKey;
import souk.protocol.seal.Ecies;
import souk.runtime.machine.Bytes;

/** Keeps the last turn it was given, and gives it to whoever asks. */
final class FakeStates implements StateDesk {
  static final OutputKey KEY = Ecies.outputKey(BigInteger.TWO);

  final AtomicReference<Receipt> reply = new AtomicReference<>(new Receipt.Kept());
  private final AtomicReference<Optional<Answer.Handed>> kept =
      new AtomicReference<>(Optional.empty());

  @Override
  public OutputKey sealingKey() {
    return KEY;
  }

  @Override
  public Receipt admit(SignedCheckpoint signed) {
    return reply.get();
  }

  @Override
  public Receipt take(SignedCheckpoint signed, byte[] sealed) {
    kept.set(Optional.of(new Answer.Handed(signed, Bytes.of(sealed))));
    return reply.get();
  }

  @Override
  public Answer state(StateRequest request) {
    return kept.get().<Answer>map(it -> it).orElseGet(Answer.Missing::new);
  }
}
