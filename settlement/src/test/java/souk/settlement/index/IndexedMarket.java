package souk.settlement.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.AgentEvent;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.Head;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.chain.ProviderSnapshot;
import souk.settlement.chain.VerifierSnapshot;

/** All that an index tells, so that two can be compared. */
public record IndexedMarket(
    Head head,
    List<Job> jobs,
    List<Hash> live,
    List<IndexedOffer> offers,
    List<ProviderSnapshot> providers,
    List<VerifierSnapshot> verifiers,
    Map<Address, Amount> balances,
    List<IndexedAgent> agents,
    Map<AgentId, List<AgentEvent.MessageReceived>> unread,
    Map<AgentId, List<ChainEvent>> turns,
    Map<Hash, List<ChainEvent>> events,
    List<ChainEvent> settled) {

  private static final EventQuery TURNS =
      EventQuery.newest(
          Set.of(
              AgentEvent.AgentCreated.class,
              AgentEvent.AgentWoken.class,
              AgentEvent.TurnLanded.class),
          EventQuery.MOST);

  /** A job, but for when it was read: who saw it change read it earlier. */
  public record Job(Hash id, Object told) {}

  /**
   * All that the index tells now.
   *
   * @param accounts whose balances to ask for
   */
  public static IndexedMarket of(JobIndex index, List<Address> accounts) {
    var jobs = jobs(index);
    var balances = new LinkedHashMap<Address, Amount>();
    accounts.forEach(it -> balances.put(it, index.balance(it)));
    var events = new LinkedHashMap<Hash, List<ChainEvent>>();
    jobs.forEach(job -> events.put(job.id(), index.events(job.id())));
    return new IndexedMarket(
        index.head().orElseThrow(),
        jobs.stream().map(IndexedMarket::job).toList(),
        index.live().stream().map(IndexedJob::id).toList(),
        index.offers(),
        index.providers(),
        index.verifiers(),
        balances,
        index.agents(),
        ofAgents(index, index::unread),
        ofAgents(index, id -> index.events(TURNS.of(id))),
        events,
        index.events(
            EventQuery.newest(
                Set.of(
                    ChainEvent.JobSettled.class,
                    ChainEvent.Bonded.class,
                    ChainEvent.Deposited.class),
                EventQuery.MOST)));
  }

  /**
   * Requires that the other tells the same, part by part: the message is the first that differs.
   */
  public void requireSameAs(IndexedMarket other) {
    assertThat(head).isEqualTo(other.head);
    assertThat(live).isEqualTo(other.live);
    assertThat(jobs.stream().map(Job::id).toList())
        .isEqualTo(other.jobs.stream().map(Job::id).toList());
    for (var i = 0; i < jobs.size(); i++) {
      assertThat(jobs.get(i)).isEqualTo(other.jobs.get(i));
    }
    assertThat(offers).isEqualTo(other.offers);
    assertThat(providers).isEqualTo(other.providers);
    assertThat(verifiers).isEqualTo(other.verifiers);
    assertThat(balances).isEqualTo(other.balances);
    assertThat(agents).isEqualTo(other.agents);
    assertThat(unread).isEqualTo(other.unread);
    assertThat(turns).isEqualTo(other.turns);
    other.events.forEach((id, told) -> assertThat(events.get(id)).isEqualTo(told));
    assertThat(settled).isEqualTo(other.settled);
    assertThat(this).isEqualTo(other);
  }

  private static <T> Map<AgentId, T> ofAgents(JobIndex index, Function<AgentId, T> what) {
    return index.agents().stream()
        .map(IndexedAgent::id)
        .collect(Collectors.toMap(Function.identity(), what));
  }

  static List<Address> parties() {
    return IntStream.range(0, FakeMarket.PARTIES).mapToObj(FakeMarket::party).toList();
  }

  /** All jobs there ever were, page by page. */
  public static List<IndexedJob> jobs(JobIndex index) {
    var jobs = new ArrayList<IndexedJob>();
    var next = OptionalLong.of(Long.MAX_VALUE);
    while (next.isPresent()) {
      var all = JobQuery.newest(7);
      var page =
          index.jobs(new JobQuery(all.consumer(), all.provider(), all.state(), next, all.limit()));
      jobs.addAll(page.jobs());
      next = page.next();
    }
    return jobs;
  }

  static Job job(IndexedJob job) {
    var it = job.snapshot();
    return new Job(
        job.id(),
        List.of(
            job.spec(),
            job.result(),
            job.receipt(),
            job.unpaidClaims(),
            job.demands(),
            job.engine(),
            told(it)));
  }

  private static List<Object> told(JobSnapshot it) {
    return List.of(
        it.state(),
        it.attempt(),
        it.consumer(),
        it.escrow(),
        it.fuelLimit(),
        it.match(),
        it.sampled(),
        it.commitment(),
        it.resultRoot(),
        it.fuelUsed(),
        it.held(),
        it.seats(),
        it.claims());
  }
}
