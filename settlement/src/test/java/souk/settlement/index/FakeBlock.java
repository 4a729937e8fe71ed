package souk.settlement.index;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import souk.protocol.job.JobState;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.Head;

/**
 * What happens in one block of a make-believe market, in this order. Amounts are in base units;
 * what is told of money moves none.
 */
public final class FakeBlock {
  private static final Duration PATIENCE = Duration.ofHours(1);

  private final FakeMarket market;
  private final Head head;
  private final List<FakeLogs.Log> logs = new ArrayList<>();

  FakeBlock(FakeMarket market, Head head) {
    this.market = market;
    this.head = head;
  }

  List<FakeLogs.Log> logs() {
    return logs;
  }

  /** Somebody bonds as a provider. */
  public void bond(Address provider, long amount) {
    market.free.merge(provider, amount, Long::sum);
    logs.add(FakeLogs.bonded(provider, amount));
  }

  /** Somebody bonds as a verifier. */
  public void bondVerifier(Address verifier, long amount) {
    market.weights.merge(verifier, amount, Long::sum);
    logs.add(FakeLogs.verifierBonded(verifier, amount));
  }

  /** A provider makes an offer that expires after so long. */
  public Hash offer(Address provider, Duration lifetime) {
    var id = id();
    market.offers.put(id, provider);
    logs.add(FakeLogs.offerPosted(id, provider, head.time().plus(lifetime), logs.size()));
    return id;
  }

  /** An offer is withdrawn. */
  public void cancel(Hash offer) {
    logs.add(FakeLogs.offerCancelled(offer, requireNonNull(market.offers.remove(offer))));
  }

  /** An agent is created. */
  public void agent(long id, Address account) {
    logs.add(FakeLogs.agentCreated(id, account, head.time()));
  }

  /** A job is posted. */
  public Hash post(Address consumer) {
    var id = id();
    become(id, consumer, null, new JobState.Open(head.time().plus(PATIENCE)));
    logs.add(FakeLogs.jobPosted(id, consumer, head.time(), logs.size()));
    return id;
  }

  /** A provider takes a job. */
  public void match(Hash job, Address provider, Address node, long price) {
    var deadline = head.time().plus(PATIENCE);
    become(job, consumer(job), provider, new JobState.Running(deadline));
    logs.add(FakeLogs.jobMatched(job, provider, node, 0, price, deadline));
  }

  /** A job is paid. */
  public void settle(Hash job, long paid, long fee, long refunded) {
    end(job, new JobState.Settled());
    logs.add(FakeLogs.jobSettled(job, paid, fee, refunded));
  }

  /** A job nobody took is given up. */
  public void refund(Hash job, long refunded) {
    end(job, new JobState.Refunded());
    logs.add(FakeLogs.jobRefunded(job, consumer(job), refunded));
  }

  /** Nobody can decide about a job. */
  public void annul(Hash job, long refunded) {
    end(job, new JobState.Void());
    logs.add(FakeLogs.jobVoided(job, refunded));
  }

  /** A job's provider loses that in three parts. */
  public void slash(Hash job, long toCourt, long toConsumer, long toSink) {
    var stake = toCourt + toConsumer + toSink;
    logs.add(FakeLogs.providerSlashed(job, provider(job), stake, toCourt, toConsumer, toSink));
  }

  /** A job's provider was late. */
  public void chargeLate(Hash job, long fee) {
    logs.add(FakeLogs.lateFeeCharged(job, provider(job), fee));
  }

  /** Money goes to the sink. */
  public void burn(long amount) {
    logs.add(FakeLogs.burned(FakeMarket.party(0), amount));
  }

  /**
   * An audit passes.
   *
   * @param floor least sampling rate from now on, in units of 2^-64
   */
  public void passAudit(Address provider, long value, long meanPrice, long floor) {
    market.meanPrice = meanPrice;
    market.floor = floor;
    logs.add(FakeLogs.auditPassed(provider, value, meanPrice, floor));
  }

  /**
   * A fault is proven.
   *
   * @param floor least sampling rate from now on, in units of 2^-64
   */
  public void proveFault(Address provider, long value, long floor) {
    market.floor = floor;
    logs.add(FakeLogs.faultProven(provider, value, floor));
  }

  private void end(Hash job, JobState state) {
    become(job, consumer(job), requireNonNull(market.jobs.get(job)).provider(), state);
  }

  private void become(Hash job, Address consumer, @Nullable Address provider, JobState state) {
    market.jobs.put(job, new FakeMarket.Job(consumer, provider, 0, state));
  }

  private Address consumer(Hash job) {
    return requireNonNull(market.jobs.get(job)).consumer();
  }

  private Address provider(Hash job) {
    return requireNonNull(requireNonNull(market.jobs.get(job)).provider());
  }

  /** One that no other block has, and no other fork. */
  private Hash id() {
    var bytes = head.hash().bytes();
    ByteBuffer.wrap(bytes).putInt(Hash.SIZE - Integer.BYTES, logs.size());
    return Hash.of(bytes);
  }
}
