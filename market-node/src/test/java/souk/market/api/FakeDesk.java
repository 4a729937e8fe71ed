package souk.market.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import souk.client.api.AcceptanceRequests;
import souk.client.api.JobList;
import souk.client.api.JobView;
import souk.client.api.NodeInfo;
import souk.client.api.OfferList;
import souk.client.api.SealedOutput;
import souk.client.api.SignedAcceptance;
import souk.client.market.JobFilter;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;

/** A desk without jobs that remembers what it was asked. */
final class FakeDesk implements Desk {
  static final NodeInfo INFO =
      new NodeInfo(Address.ZERO, 31_337, Address.ZERO, 5, Instant.ofEpochSecond(1_800_000_000));

  final List<Object> asked = new CopyOnWriteArrayList<>();
  private final Reply reply;

  FakeDesk(Reply reply) {
    this.reply = reply;
  }

  @Override
  public NodeInfo info() {
    return INFO;
  }

  @Override
  public boolean isReady() {
    return reply instanceof Reply.Taken;
  }

  @Override
  public JobList jobs(JobFilter filter) {
    asked.add(filter);
    return new JobList(List.of());
  }

  @Override
  public Optional<JobView> job(Hash id) {
    if (id.isZero()) {
      throw new IllegalStateException("a secret of the node");
    }
    return Optional.empty();
  }

  @Override
  public OfferList offers() {
    return new OfferList(List.of());
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
