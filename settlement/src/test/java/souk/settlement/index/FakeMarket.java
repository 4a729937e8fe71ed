package souk.settlement.index;

import static java.util.Objects.requireNonNull;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import souk.protocol.job.JobState;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.settlement.chain.HashPrefix;
import souk.settlement.chain.Head;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.chain.MatchTerms;
import souk.settlement.chain.ProviderSnapshot;
import souk.settlement.chain.Relayed;
import souk.settlement.chain.VerifierSnapshot;

/** What the contracts of a make-believe market hold after one block, and what they log. */
final class FakeMarket {
  static final int PARTIES = 6;
  private static final long ESCROW = 100;
  private static final long PRICE = 1_000_000;

  final Map<Address, Long> balances = new HashMap<>();
  final Map<Address, Long> free = new HashMap<>();
  final Map<Address, Long> locked = new HashMap<>();
  final Map<Address, Long> weights = new HashMap<>();
  final Map<Hash, Job> jobs = new LinkedHashMap<>();
  final Map<Hash, Address> offers = new LinkedHashMap<>();
  final Map<Hash, Hash> demands = new LinkedHashMap<>();
  FakeAgents agents = new FakeAgents();
  long meanPrice = PRICE;
  long floor;

  record Job(Address consumer, @Nullable Address provider, int attempt, JobState state) {}

  FakeMarket copy() {
    var copy = new FakeMarket();
    copy.balances.putAll(balances);
    copy.free.putAll(free);
    copy.locked.putAll(locked);
    copy.weights.putAll(weights);
    copy.jobs.putAll(jobs);
    copy.offers.putAll(offers);
    copy.demands.putAll(demands);
    copy.agents = agents.copy();
    copy.meanPrice = meanPrice;
    copy.floor = floor;
    return copy;
  }

  static Address party(int number) {
    var bytes = new byte[Address.SIZE];
    bytes[Address.SIZE - 1] = (byte) (number + 1);
    bytes[0] = (byte) number;
    return Address.of(bytes);
  }

  /** Something happens that may happen now. */
  List<FakeLogs.Log> act(RandomGenerator random, Head now) {
    var who = party(random.nextInt(PARTIES));
    return switch (random.nextInt(10)) {
      case 0 -> deposit(who, 1 + random.nextInt(500));
      case 1 -> bond(who);
      case 2 -> bondVerifier(who);
      case 3 -> postOffer(who, random, now);
      case 4 -> cancelOffer(random);
      case 5 -> postJob(who, random, now);
      case 6 -> demand(random, now);
      default -> advance(random, now);
    };
  }

  private List<FakeLogs.Log> deposit(Address who, long amount) {
    balances.merge(who, amount, Long::sum);
    return List.of(FakeLogs.deposited(who, amount));
  }

  private List<FakeLogs.Log> bond(Address who) {
    var amount = balances.getOrDefault(who, 0L) / 2;
    balances.merge(who, -amount, Long::sum);
    free.merge(who, amount, Long::sum);
    return List.of(FakeLogs.bonded(who, amount));
  }

  private List<FakeLogs.Log> bondVerifier(Address who) {
    var amount = balances.getOrDefault(who, 0L) / 4;
    balances.merge(who, -amount, Long::sum);
    weights.merge(who, amount, Long::sum);
    return List.of(FakeLogs.verifierBonded(who, amount));
  }

  private List<FakeLogs.Log> postOffer(Address who, RandomGenerator random, Head now) {
    var id = id(random);
    offers.put(id, who);
    var expiry = now.time().plusSeconds(random.nextInt(300));
    return List.of(FakeLogs.offerPosted(id, who, expiry, random.nextInt(1_000)));
  }

  private List<FakeLogs.Log> cancelOffer(RandomGenerator random) {
    return any(offers.keySet(), random)
        .map(id -> List.of(FakeLogs.offerCancelled(id, requireNonNull(offers.remove(id)))))
        .orElse(List.of());
  }

  private List<FakeLogs.Log> postJob(Address who, RandomGenerator random, Head now) {
    var id = id(random);
    balances.merge(who, -ESCROW, Long::sum);
    jobs.put(id, new Job(who, null, 0, new JobState.Open(now.time().plusSeconds(3_600))));
    return List.of(FakeLogs.jobPosted(id, who, now.time(), random.nextInt(1_000)));
  }

  private List<FakeLogs.Log> demand(RandomGenerator random, Head now) {
    if (random.nextBoolean() && !demands.isEmpty()) {
      var demand = any(demands.keySet(), random).orElseThrow();
      demands.remove(demand);
      return List.of(FakeLogs.demandClosed(demand));
    }
    var job = any(jobs.keySet(), random);
    if (job.isEmpty()) {
      return List.of();
    }
    var demand = id(random);
    demands.put(demand, job.get());
    return List.of(FakeLogs.chunkDemanded(demand, job.get(), party(0), 0, now.time()));
  }

  private List<FakeLogs.Log> advance(RandomGenerator random, Head now) {
    var going = new ArrayList<Hash>();
    jobs.forEach(
        (id, job) -> {
          if (!job.state().isFinal()) {
            going.add(id);
          }
        });
    return any(going, random)
        .map(id -> advance(id, requireNonNull(jobs.get(id)), random, now))
        .orElse(List.of());
  }

  private List<FakeLogs.Log> advance(Hash id, Job job, RandomGenerator random, Head now) {
    var deadline = now.time().plusSeconds(60);
    var provider = job.provider();
    return switch (job.state()) {
      case JobState.Open _ when random.nextInt(4) == 0 -> {
        balances.merge(job.consumer(), ESCROW, Long::sum);
        jobs.put(id, new Job(job.consumer(), null, job.attempt(), new JobState.Refunded()));
        yield List.of(FakeLogs.jobRefunded(id, job.consumer(), ESCROW));
      }
      case JobState.Open _ -> {
        var taker = party(random.nextInt(PARTIES));
        free.merge(taker, -10L, Long::sum);
        locked.merge(taker, 10L, Long::sum);
        jobs.put(id, new Job(job.consumer(), taker, job.attempt(), new JobState.Running(deadline)));
        yield List.of(FakeLogs.jobMatched(id, taker, party(1), job.attempt(), PRICE, deadline));
      }
      case JobState.Running _ when random.nextInt(3) == 0 -> {
        unlock(provider);
        var again = new JobState.Open(deadline);
        jobs.put(id, new Job(job.consumer(), null, job.attempt() + 1, again));
        yield List.of(FakeLogs.jobReopened(id, job.attempt() + 1, deadline));
      }
      case JobState.Running _ -> {
        var committed = new JobState.Committed(now.number() + 2);
        jobs.put(id, new Job(job.consumer(), provider, job.attempt(), committed));
        yield List.of(FakeLogs.committed(id, job.attempt(), now.number() + 2));
      }
      default -> {
        unlock(provider);
        balances.merge(provider, ESCROW - 10, Long::sum);
        balances.merge(job.consumer(), 9L, Long::sum);
        jobs.put(id, new Job(job.consumer(), provider, job.attempt(), new JobState.Settled()));
        yield List.of(FakeLogs.jobSettled(id, ESCROW - 10, 1, 9));
      }
    };
  }

  private void unlock(@Nullable Address provider) {
    locked.merge(provider, -10L, Long::sum);
    free.merge(provider, 10L, Long::sum);
  }

  Optional<JobSnapshot> job(Hash id, Head at) {
    return Optional.ofNullable(jobs.get(id))
        .map(
            job ->
                new JobSnapshot(
                    id,
                    job.state(),
                    job.attempt(),
                    job.consumer(),
                    Amount.of(ESCROW),
                    new Fuel(2_000_000_000),
                    Optional.ofNullable(job.provider()).map(FakeMarket::terms),
                    false,
                    HashPrefix.NONE,
                    HashPrefix.NONE,
                    Fuel.ZERO,
                    false,
                    List.of(),
                    List.of(),
                    Relayed.NONE,
                    at));
  }

  private static MatchTerms terms(Address provider) {
    return new MatchTerms(
        provider,
        party(1),
        0,
        Price.of(PRICE),
        Amount.of(ESCROW),
        Amount.of(10),
        Amount.ZERO,
        2,
        BigInteger.ONE,
        Duration.ofSeconds(20));
  }

  ProviderSnapshot provider(Address address) {
    return new ProviderSnapshot(
        address,
        amount(free, address),
        amount(locked, address),
        Amount.ZERO,
        Optional.empty(),
        Amount.ZERO,
        0,
        0);
  }

  /** Weights count from the next epoch on. */
  VerifierSnapshot verifier(Address address, long epoch) {
    return new VerifierSnapshot(
        address,
        amount(weights, address),
        Amount.ZERO,
        Amount.ZERO,
        Optional.empty(),
        Amount.of(epoch));
  }

  Amount balance(Address address) {
    return amount(balances, address);
  }

  // Balances may be below zero here: what matters is that they are told as they are.
  private static Amount amount(Map<Address, Long> amounts, Address address) {
    return Amount.of(1_000_000 + amounts.getOrDefault(address, 0L));
  }

  private static Hash id(RandomGenerator random) {
    var bytes = new byte[Hash.SIZE];
    random.nextBytes(bytes);
    return Hash.of(bytes);
  }

  private static Optional<Hash> any(Iterable<Hash> all, RandomGenerator random) {
    var sorted = new TreeSet<Hash>();
    all.forEach(sorted::add);
    return sorted.isEmpty()
        ? Optional.empty()
        : Optional.of(List.copyOf(sorted).get(random.nextInt(sorted.size())));
  }
}
