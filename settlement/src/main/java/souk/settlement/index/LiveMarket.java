package souk.settlement.index;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.AgentEvent;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.Head;
import souk.settlement.chain.ProviderSnapshot;
import souk.settlement.chain.VerifierEvent;
import souk.settlement.chain.VerifierSnapshot;
import souk.settlement.journal.Session;

/**
 * What the journal's events come to: jobs that go on, offers that stand, agents, who bonded. It is
 * always what reading the same journal anew would make of it. Used by one thread.
 */
final class LiveMarket {
  /** Blocks for which what is over is kept at hand. */
  static final int KEPT_BLOCKS = 128;

  private final JobStore store;
  private final LiveJobs jobs;
  private final LiveOffers offers = new LiveOffers();
  private final LiveAgents agents = new LiveAgents();
  private final LiveBonds<ProviderSnapshot> providers = new LiveBonds<>();
  private final LiveBonds<VerifierSnapshot> verifiers = new LiveBonds<>();
  private final Touched touched = new Touched();
  // Jobs that are over for so long that the journal alone keeps them.
  private final Set<Hash> forgotten = new HashSet<>();
  private final Deque<ChainEvent> untold = new ArrayDeque<>();
  // Blocks and their times, oldest first: how long ago is long ago.
  private final Deque<Head> recent = new ArrayDeque<>();
  private @Nullable Reached reached;
  private Instant purgedBefore = Instant.MIN;
  private boolean rolledBack;
  private boolean reloaded;
  private boolean isTold;

  LiveMarket(JobStore store) {
    this.store = store;
    this.jobs = new LiveJobs(store);
  }

  /** How far it has come. */
  Optional<Reached> reached() {
    return Optional.ofNullable(reached);
  }

  /** Events so far. */
  long events() {
    return reached().map(Reached::events).orElse(0L);
  }

  LiveJobs jobs() {
    return jobs;
  }

  LiveOffers offers() {
    return offers;
  }

  LiveAgents agents() {
    return agents;
  }

  LiveBonds<ProviderSnapshot> providers() {
    return providers;
  }

  LiveBonds<VerifierSnapshot> verifiers() {
    return verifiers;
  }

  Touched touched() {
    return touched;
  }

  /** Jobs that are over for so long that the journal alone keeps them, and are still shown. */
  Set<Hash> forgotten() {
    return Set.copyOf(forgotten);
  }

  /** Events nobody was told of, oldest first; of very many only the newest. */
  List<ChainEvent> untold() {
    return List.copyOf(untold);
  }

  boolean isRolledBack() {
    return rolledBack;
  }

  /** Whether what it was before is not known: anything may be touched. */
  boolean isReloaded() {
    return reloaded;
  }

  /** All that was untold is told. */
  void told() {
    touched.clear();
    forgotten.clear();
    untold.clear();
    rolledBack = false;
    reloaded = false;
    isTold = true;
  }

  /** Becomes what the journal tells up to there, whatever it was. */
  void load(Session session, Optional<Reached> upTo) {
    rolledBack |= reached != null;
    reloaded = true;
    touchAll();
    clear();
    reached = upTo.orElse(null);
    upTo.ifPresent(it -> fill(session, it));
  }

  /**
   * What an event means.
   *
   * @param job the job it is about, if it is about one that was posted
   * @param agent what of agents holds by it, and no more
   */
  record Meaning(@Nullable JobHistory job, LiveAgents.Meaning agent) {}

  /** Takes in the next event. */
  Meaning take(Session session, StoredEvent stored) {
    var event = stored.event();
    var job = jobs.about(session, stored);
    if (job != null) {
      jobs.add(job, stored);
      touch(job);
    }
    switch (event) {
      case ChainEvent.OfferPosted _ -> offers.add(stored);
      case ChainEvent.OfferCancelled cancelled -> offers.remove(cancelled.offerId());
      case ChainEvent.Bonded bonded -> providers.bonded(bonded.account(), stored.number());
      case VerifierEvent.Bonded bonded -> verifiers.bonded(bonded.account(), stored.number());
      default -> {}
    }
    var agent = agents.add(stored.number(), event);
    touch(event);
    tell(event);
    return new Meaning(job, agent);
  }

  /**
   * Has taken in all events up to there.
   *
   * @param isShown whether somebody was told of a job
   */
  void reach(Reached next, Predicate<Hash> isShown) {
    reached = next;
    recent.addLast(next.head());
    var old = next.head().number() - KEPT_BLOCKS;
    while (recent.size() > 1 && recent.getFirst().number() < old) {
      purgedBefore = recent.removeFirst().time();
    }
    offers.purge(purgedBefore);
    jobs.purge(old, job -> forget(job, isShown));
  }

  /**
   * Has everything told that events are about which are going to be taken back.
   *
   * @param removed these, oldest first; they are in the journal still
   * @return jobs they are about
   */
  Set<Hash> touchAllOf(Session session, List<StoredEvent> removed) {
    var lost = new HashSet<Hash>();
    for (var stored : removed) {
      touch(stored.event());
      var job = jobs.about(session, stored);
      if (job != null) {
        touch(job);
        lost.add(job.id());
      }
    }
    return lost;
  }

  /**
   * Takes back the newest events.
   *
   * @param removed these, oldest first; they are in the journal no more
   * @param lost jobs they are about
   * @param left what is left of those
   * @param standing what is left of all
   */
  void rollBack(
      Session session,
      List<StoredEvent> removed,
      Set<Hash> lost,
      List<JobHistory> left,
      Optional<Reached> standing) {
    if (standing.isEmpty() || standing.get().head().time().isBefore(purgedBefore)) {
      load(session, standing);
      return;
    }
    var head = standing.get().head();
    rolledBack = true;
    reached = standing.get();
    untold.removeIf(event -> event.at().blockNumber() > head.number());
    recent.removeIf(block -> block.number() > head.number());
    providers.cut(events());
    verifiers.cut(events());
    lost.forEach(jobs::remove);
    left.forEach(jobs::put);
    for (var stored : removed) {
      if (stored.event() instanceof ChainEvent.OfOffer offer) {
        offers.remove(offer.offerId());
        OfferStore.find(session, offer.offerId(), events()).ifPresent(offers::add);
      }
    }
    restoreAgents(session, removed);
  }

  private void restoreAgents(Session session, List<StoredEvent> removed) {
    var lost = new HashSet<AgentId>();
    for (var stored : removed) {
      if (stored.event() instanceof AgentEvent event) {
        lost.add(event.agent());
      }
    }
    agents.removeAll(lost);
    lost.forEach(id -> AgentStore.of(session, id, agents::restore));
  }

  private void touch(JobHistory job) {
    touched.jobs.add(job.id());
    job.parties().forEach(this::touch);
  }

  private void touch(ChainEvent event) {
    switch (event) {
      case ChainEvent.OfOffer offer -> touched.offers.add(offer.offerId());
      case AgentEvent agent -> touched.agents.add(agent.agent());
      case ChainEvent.Transferred transfer -> {
        touch(transfer.account());
        touch(transfer.to());
      }
      case ChainEvent.OfAccount account -> touch(account.account());
      default -> {}
    }
  }

  private void touch(Address account) {
    providers.touch(account);
    verifiers.touch(account);
    if (isTold || providers.contains(account) || verifiers.contains(account)) {
      touched.accounts.add(account);
    }
  }

  private void tell(ChainEvent event) {
    untold.addLast(event);
    if (untold.size() > Changes.MOST_EVENTS) {
      untold.removeFirst();
    }
  }

  private void forget(JobHistory job, Predicate<Hash> isShown) {
    if (isShown.test(job.id())) {
      forgotten.add(job.id());
    } else {
      touched.jobs.remove(job.id());
    }
  }

  private void clear() {
    jobs.clear();
    offers.clear();
    agents.clear();
    providers.clear();
    verifiers.clear();
    untold.clear();
    recent.clear();
    purgedBefore = Instant.MIN;
  }

  private void fill(Session session, Reached upTo) {
    recent.addLast(upTo.head());
    purgedBefore = upTo.head().time();
    store.live(session).forEach(jobs::put);
    OfferStore.standing(session, purgedBefore, upTo.events()).forEach(offers::add);
    AgentStore.all(session, agents::restore);
    providers.load(BondStore.providers(session));
    verifiers.load(BondStore.verifiers(session));
    touchAll();
  }

  private void touchAll() {
    jobs.all().forEach(job -> touched.jobs.add(job.id()));
    touched.offers.addAll(offers.all());
    touched.agents.addAll(agents.all());
    touched.accounts.addAll(providers.all());
    touched.accounts.addAll(verifiers.all());
  }
}
