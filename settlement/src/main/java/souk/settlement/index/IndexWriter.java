package souk.settlement.index;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import souk.protocol.value.Address;
import souk.settlement.chain.ChainEvent;
import souk.settlement.journal.Session;

/** Writes what the chain tells into the journal, and has the live market follow. */
final class IndexWriter {
  private final LiveMarket market;

  IndexWriter(LiveMarket market) {
    this.market = market;
  }

  /** Adds what follows on what the market has reached; in the transaction of the session. */
  Reached add(Session session, LogRange range) {
    var before = market.events();
    var rows = new Rows();
    var number = before;
    for (var entry : range.entries()) {
      var job = market.take(session, new StoredEvent(number, null, entry.event()));
      var stored = new StoredEvent(number, job == null ? null : job.number(), entry.event());
      rows.add(stored, entry, Optional.ofNullable(job));
      number++;
    }
    rows.write(session);
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
    forget(session, market.touched().accounts);
    JobStore.cut(session, events);
    OfferStore.cut(session, events);
    BondStore.cut(session, events);
    EventStore.cut(session, events);
    BlockStore.cut(session, standing.map(Reached::head));
    market.rollBack(session, removed, lost, standing);
  }

  private void forget(Session session, Set<Address> touched) {
    BondStore.forgetProviders(session, market.providers().among(touched));
    BondStore.forgetVerifiers(session, market.verifiers().among(touched));
  }

  /** Rows of one range. */
  private static final class Rows {
    private final List<EventStore.Added> events = new ArrayList<>();
    private final List<StoredEvent> jobs = new ArrayList<>();
    private final List<StoredEvent> matters = new ArrayList<>();
    private final List<JobStore.Ending> endings = new ArrayList<>();
    private final List<StoredEvent> offers = new ArrayList<>();
    private final List<StoredEvent> cancelled = new ArrayList<>();
    private final Set<Address> touched = new LinkedHashSet<>();
    private final Set<JobHistory> seen = new HashSet<>();

    private void add(StoredEvent stored, LogRange.Entry entry, Optional<JobHistory> job) {
      var event = stored.event();
      events.add(new EventStore.Added(stored, entry));
      switch (event) {
        case ChainEvent.OfferPosted _ -> offers.add(stored);
        case ChainEvent.OfferCancelled _ -> cancelled.add(stored);
        case ChainEvent.OfAccount account -> touched.add(account.account());
        default -> {}
      }
      job.ifPresent(it -> add(stored, it));
    }

    private void add(StoredEvent stored, JobHistory job) {
      seen.add(job);
      if (stored.number() == job.number()) {
        jobs.add(stored);
      }
      if (Matters.opened(stored.event()).isPresent()) {
        matters.add(stored);
      }
      JobHistory.end(stored.event())
          .ifPresent(state -> endings.add(new JobStore.Ending(job, state, stored.number())));
    }

    private void write(Session session) {
      EventStore.add(session, events);
      JobStore.add(session, jobs);
      JobStore.end(session, endings);
      JobStore.addMatters(session, matters);
      OfferStore.add(session, offers);
      OfferStore.cancel(session, cancelled);
    }

    private Set<Address> touched() {
      seen.forEach(job -> touched.addAll(job.parties()));
      return touched;
    }
  }
}
