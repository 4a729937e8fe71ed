package souk.settlement.index;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.Head;
import souk.settlement.chain.ProviderSnapshot;
import souk.settlement.chain.VerifierSnapshot;

/**
 * What is shown: the market at one block, all of it. Changed by one thread, under the lock under
 * which the others read.
 */
final class View {
  private static final int MOST_BALANCES = 65_536;
  // As many as a turn reads at most; IAgents.
  private static final int MOST_MESSAGES = 16;

  private final NavigableMap<Long, Shown> jobs = new TreeMap<>();
  private final Map<Hash, Shown> byId = new HashMap<>();
  private final LiveOffers offers = new LiveOffers();
  private final NavigableMap<AgentId, ShownAgent> agents = new TreeMap<>();
  private final NavigableMap<Address, ProviderSnapshot> providers = new TreeMap<>();
  private final NavigableMap<Address, VerifierSnapshot> verifiers = new TreeMap<>();
  private final Map<Address, Amount> balances = new LinkedHashMap<>(16, 0.75f, true);
  private @Nullable Reached reached;

  /**
   * A job that goes on, or ended a little while ago.
   *
   * @param number number of the event that posted it
   * @param events all that happened to it, oldest first
   */
  record Shown(long number, IndexedJob job, List<ChainEvent> events) {}

  /**
   * An agent that lives, or of which somebody is owed something.
   *
   * @param unread numbers of the events that told of its oldest unread messages
   */
  record ShownAgent(IndexedAgent agent, List<Long> unread) {
    static ShownAgent of(LiveAgent agent) {
      return new ShownAgent(agent.indexed(), agent.oldestUnread(MOST_MESSAGES));
    }
  }

  /**
   * A page of jobs, as far as they are shown.
   *
   * @param reached the block
   * @param jobs newest first; if there are more than asked for, one more
   */
  record Page(Reached reached, List<Shown> jobs) {}

  /** The block it shows and how many events led to it; empty before the first. */
  Optional<Reached> reached() {
    return Optional.ofNullable(reached);
  }

  /** The block it shows; empty before the first. */
  Optional<Head> head() {
    return Optional.ofNullable(reached).map(Reached::head);
  }

  /** Events up to that block. */
  long events() {
    return reached == null ? 0 : reached.events();
  }

  Optional<Shown> job(Hash id) {
    return Optional.ofNullable(byId.get(id));
  }

  int jobCount() {
    return jobs.size();
  }

  boolean hasJob(Hash id) {
    return byId.containsKey(id);
  }

  /** What it has for a page of jobs; empty before the first block. */
  Optional<Page> page(JobQuery query) {
    var older = jobs.headMap(query.before().orElse(Long.MAX_VALUE), false).descendingMap();
    return reached()
        .map(
            at ->
                new Page(
                    at,
                    older.values().stream()
                        .filter(shown -> query.isAbout(shown.job()))
                        .limit(query.limit() + 1L)
                        .toList()));
  }

  /** Those of a higher number, oldest first. */
  Iterable<Shown> jobsAfter(long number) {
    return jobs.tailMap(number, false).values();
  }

  List<IndexedJob> live() {
    return jobs.values().stream()
        .map(Shown::job)
        .filter(job -> !job.snapshot().state().isFinal())
        .toList();
  }

  private void put(Shown shown) {
    remove(shown.job().id());
    jobs.put(shown.number(), shown);
    byId.put(shown.job().id(), shown);
  }

  private void remove(Hash id) {
    var old = byId.remove(id);
    if (old != null) {
      // After a reorg another job may have the number.
      jobs.remove(old.number(), old);
    }
  }

  LiveOffers offers() {
    return offers;
  }

  NavigableMap<AgentId, ShownAgent> agents() {
    return agents;
  }

  NavigableMap<Address, ProviderSnapshot> providers() {
    return providers;
  }

  NavigableMap<Address, VerifierSnapshot> verifiers() {
    return verifiers;
  }

  /** Balances asked for lately. */
  Map<Address, Amount> balances() {
    return balances;
  }

  void keepBalance(Address account, Amount balance) {
    balances.put(account, balance);
    if (balances.size() > MOST_BALANCES) {
      balances.remove(balances.keySet().iterator().next());
    }
  }

  Instant time() {
    return head().map(Head::time).orElse(Instant.EPOCH);
  }

  /** Shows what an update has prepared. */
  void show(Update update) {
    reached = update.reached();
    update.forgotten().forEach(this::remove);
    update.jobs().forEach((id, shown) -> shown.ifPresentOrElse(this::put, () -> remove(id)));
    update
        .offers()
        .forEach((id, posted) -> posted.ifPresentOrElse(offers::put, () -> offers.remove(id)));
    update
        .agents()
        .forEach(
            (id, shown) ->
                shown.ifPresentOrElse(it -> agents.put(id, it), () -> agents.remove(id)));
    providers.putAll(update.providers());
    verifiers.putAll(update.verifiers());
    if (update.changes().rolledBack()) {
      providers.keySet().retainAll(update.allProviders());
      verifiers.keySet().retainAll(update.allVerifiers());
    }
    balances.keySet().removeAll(update.changes().accounts());
    update.balances().forEach(this::keepBalance);
  }
}
