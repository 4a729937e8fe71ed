package souk.settlement.index;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.Chain;
import souk.settlement.chain.Head;
import souk.settlement.chain.ProviderSnapshot;
import souk.settlement.index.LiveOffers.Posted;
import souk.settlement.index.View.Shown;
import souk.settlement.index.View.ShownAgent;

/**
 * Prepares what is to be shown of the block that the live market has reached: what events touched
 * is read again from the contracts, as that very block left it. Used by one thread.
 */
final class UpdateReader {
  private static final Logger LOG = LoggerFactory.getLogger(UpdateReader.class);
  private static final int MOST_A_READ = 200;

  private final Chain chain;
  private final LiveMarket market;
  private final View view;
  private final SpotCheck check;
  private long epoch = -1;

  /**
   * @param view what is shown until now; not changed
   */
  UpdateReader(Chain chain, LiveMarket market, View view, SpotCheck check) {
    this.chain = chain;
    this.market = market;
    this.view = view;
    this.check = check;
  }

  /**
   * Reads what the next update needs.
   *
   * @throws souk.settlement.chain.ChainException if it cannot be read; nothing is lost then
   */
  Update read(Reached reached) {
    var head = reached.head();
    var isDue = check.isDue(head);
    var jobs = jobs(head, isDue ? check.jobs() : List.of());
    var offers = offers(head);
    var agents = agents();
    turnEpoch(head);
    var accounts = accounts();
    var providers = new HashMap<>(market.providers().stored());
    providers.putAll(inParts(market.providers().unread(), it -> chain.providers(it, head)));
    if (isDue) {
      checkProviders(head, providers, accounts);
    }
    var verifiers = new HashMap<>(market.verifiers().stored());
    verifiers.putAll(inParts(market.verifiers().unread(), it -> chain.verifiers(it, head)));
    return new Update(
        reached,
        jobs,
        offers,
        agents,
        providers,
        verifiers,
        balances(accounts, head),
        market.providers().all(),
        market.verifiers().all(),
        market.forgotten(),
        new Changes(
            head,
            market.isRolledBack(),
            market.untold(),
            jobs.keySet(),
            offers.keySet(),
            accounts,
            agents.keySet()));
  }

  private Map<Hash, Optional<Shown>> jobs(Head head, List<Hash> checked) {
    var jobs = new LinkedHashMap<Hash, Optional<Shown>>();
    var unread = new LinkedHashMap<Hash, JobHistory>();
    for (var id : market.touched().jobs) {
      var job = market.jobs().job(id);
      if (job.isPresent() && !job.get().hasEnded() && !isShown(job.get())) {
        unread.put(id, job.get());
      } else {
        jobs.put(id, job.map(it -> isShown(it) ? view.job(id).orElseThrow() : ended(it, head)));
      }
    }
    var unchanged = checked.stream().filter(id -> !jobs.containsKey(id)).toList();
    unchanged.forEach(id -> market.jobs().job(id).ifPresent(job -> unread.putIfAbsent(id, job)));
    var snapshots = inParts(unread.keySet(), ids -> chain.jobs(ids, head));
    unread.forEach(
        (id, job) -> {
          var told = Optional.ofNullable(snapshots.get(id));
          if (market.touched().jobs.contains(id) || check.differs(id, told)) {
            jobs.put(id, told.map(it -> new Shown(job.number(), job.with(it), job.events())));
          }
        });
    return jobs;
  }

  private void checkProviders(
      Head head, Map<Address, ProviderSnapshot> read, Set<Address> accounts) {
    var checked = new HashSet<>(check.providers());
    checked.removeAll(read.keySet());
    checked.retainAll(market.providers().all());
    var told = chain.providers(checked, head);
    for (var account :
        check.differing(checked, it -> Objects.equals(told.get(it), view.providers().get(it)))) {
      read.put(account, Objects.requireNonNull(told.get(account)));
      accounts.add(account);
    }
  }

  /** Whether just these events, of these numbers, made what is shown of the job. */
  private boolean isShown(JobHistory job) {
    return view.job(job.id())
        .filter(shown -> shown.number() == job.number() && shown.events().equals(job.events()))
        .isPresent();
  }

  private static Shown ended(JobHistory job, Head head) {
    return new Shown(job.number(), job.ended(head), job.events());
  }

  private Map<Hash, Optional<Posted>> offers(Head head) {
    var touched = new HashSet<>(market.touched().offers);
    touched.addAll(view.offers().expiringBetween(view.time(), head.time()));
    touched.addAll(market.offers().expiringBetween(head.time(), view.time()));
    var offers = new LinkedHashMap<Hash, Optional<Posted>>();
    touched.forEach(id -> offers.put(id, market.offers().standing(id, head.time())));
    return offers;
  }

  private Map<AgentId, Optional<ShownAgent>> agents() {
    var agents = new LinkedHashMap<AgentId, Optional<ShownAgent>>();
    market
        .touched()
        .agents
        .forEach(id -> agents.put(id, market.agents().agent(id).map(ShownAgent::of)));
    return agents;
  }

  /** With the epoch, verifiers' weights change without an event. */
  private void turnEpoch(Head head) {
    var now = market.verifiers().all().isEmpty() ? epoch : chain.epoch(head);
    if (now != epoch) {
      LOG.debug("epoch {}", now);
      market.verifiers().touchAll();
      market.touched().accounts.addAll(market.verifiers().all());
      epoch = now;
    }
  }

  private Set<Address> accounts() {
    var accounts = new HashSet<>(market.touched().accounts);
    if (market.isReloaded()) {
      accounts.addAll(view.balances().keySet());
    }
    return accounts;
  }

  private Map<Address, Amount> balances(Set<Address> touched, Head head) {
    var asked =
        touched.stream().filter(view.balances().keySet()::contains).collect(toUnmodifiableSet());
    return inParts(asked, it -> chain.balances(it, head));
  }

  private static <K, V> Map<K, V> inParts(Collection<K> keys, Function<List<K>, Map<K, V>> read) {
    var all = new LinkedHashMap<K, V>();
    var rest = new ArrayList<>(keys);
    for (var begin = 0; begin < rest.size(); begin += MOST_A_READ) {
      all.putAll(read.apply(rest.subList(begin, Math.min(begin + MOST_A_READ, rest.size()))));
    }
    return all;
  }
}
