package souk.settlement.index;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import souk.protocol.value.Address;
import souk.settlement.chain.ChainEvent;
import souk.settlement.journal.Session;

/** Writes what the chain tells into the journal, and has the live market follow. */
final class IndexWriter {
  private final LiveMarket market;
  private final JobStore store;

  IndexWriter(LiveMarket market, JobStore store) {
    this.market = market;
    this.store = store;
  }

  /** Adds what follows on what the market has reached; in the transaction of the session. */
  Reached add(Session session, LogRange range) {
    var before = market.events();
    var rows = new Rows();
    var number = before;
    for (var event : range.events()) {
      var stored = new StoredEvent(number++, event);
      rows.add(stored, market.take(session, stored));
    }
    EventStore.add(session, before, range.packs());
    rows.write(session, before);
    forget(session, rows.touched());
    BlockStore.add(session, range, before);
    BondStore.addProviders(session, market.providers().newSince(before));
    BondStore.addVerifiers(session, market.verifiers().newSince(before));
    return new Reached(range.head(), number);
  }

  /**
   * Takes back all above a block.
   *
   * @param standing the newest block of the journal's that still stands; empty: none does
   */
  void cut(Session session, Optional<Reached> standing) {
    var events = standing.map(Reached::events).orElse(0L);
    var removed = EventStore.between(session, events, market.events());
    var lost = market.touchAllOf(session, removed);
    var left = store.find(session, lost, events);
    forget(session, market.touched().accounts);
    JobStore.cut(session, events, left);
    OfferStore.cut(session, events);
    AgentStore.cut(session, events);
    BondStore.cut(session, events);
    EventStore.cut(session, events);
    BlockStore.cut(session, standing.map(Reached::head));
    market.rollBack(session, removed, lost, left, standing);
  }

  private void forget(Session session, Set<Address> touched) {
    BondStore.forgetProviders(session, market.providers().among(touched));
    BondStore.forgetVerifiers(session, market.verifiers().among(touched));
  }

  /** Rows of one range, but for its events and blocks. */
  private static final class Rows {
    private final Set<JobHistory> jobs = new LinkedHashSet<>();
    private final List<JobStore.Matter> matters = new ArrayList<>();
    private final List<StoredEvent> offers = new ArrayList<>();
    private final List<StoredEvent> cancelled = new ArrayList<>();
    private final List<StoredEvent> agents = new ArrayList<>();
    private final List<AgentStore.Past> past = new ArrayList<>();
    private final Set<Address> touched = new LinkedHashSet<>();

    private void add(StoredEvent stored, LiveMarket.Meaning meaning) {
      switch (stored.event()) {
        case ChainEvent.OfferPosted _ -> offers.add(stored);
        case ChainEvent.OfferCancelled _ -> cancelled.add(stored);
        case ChainEvent.OfAccount account -> touched.add(account.account());
        default -> {}
      }
      add(stored, meaning.job());
      if (meaning.agent().holds()) {
        agents.add(stored);
      }
      meaning
          .agent()
          .past()
          .forEach(number -> past.add(new AgentStore.Past(number, stored.number())));
    }

    private void add(StoredEvent stored, @Nullable JobHistory job) {
      if (job != null) {
        jobs.add(job);
        Matters.opened(stored.event())
            .ifPresent(id -> matters.add(new JobStore.Matter(stored.number(), id, job.number())));
      }
    }

    private void write(Session session, long before) {
      JobStore.keep(session, jobs, before);
      JobStore.addMatters(session, matters);
      OfferStore.add(session, offers);
      OfferStore.cancel(session, cancelled);
      AgentStore.add(session, agents);
      AgentStore.end(session, past);
    }

    private Set<Address> touched() {
      jobs.forEach(job -> touched.addAll(job.parties()));
      return touched;
    }
  }
}
