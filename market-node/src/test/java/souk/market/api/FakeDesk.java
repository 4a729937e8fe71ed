package souk.market.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import souk.client.api.AcceptanceRequests;
import souk.client.api.Explanation;
import souk.client.api.SealedOutput;
import souk.client.api.SignedAcceptance;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;

/** A desk without jobs that remembers what it was asked. */
final class FakeDesk implements Desk {
  final List<Object> asked = new CopyOnWriteArrayList<>();
  private final Reply reply;

  FakeDesk(Reply reply) {
    this.reply = reply;
  }

  @Override
  public Optional<Explanation> explain(Hash jobId) {
    asked.add(jobId);
    return Optional.empty();
  }

  @Override
  public AcceptanceRequests acceptanceRequests(Address provider, long after, Duration wait) {
    asked.add(wait);
    return new AcceptanceRequests(after + 1, List.of());
  }

  @Override
  public Reply accept(SignedAcceptance acceptance) {
    asked.add(acceptance);
    return reply;
  }

  @Override
  public Reply note(SealedOutput output) {
    asked.add(output);
    return reply;
  }

  @Override
  public Optional<SealedOutput> sealedOutput(Hash jobId) {
    return Optional.empty();
  }
}
