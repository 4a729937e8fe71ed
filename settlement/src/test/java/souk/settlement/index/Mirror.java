package souk.settlement.index;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.ProviderSnapshot;

/**
 * Keeps a picture of its own by asking for nothing but what changes name, as an order book does.
 */
final class Mirror {
  final Map<Hash, IndexedMarket.Job> live = new HashMap<>();
  final Map<Hash, IndexedOffer> offers = new HashMap<>();
  final Map<Address, ProviderSnapshot> providers = new HashMap<>();
  final Map<AgentId, IndexedAgent> agents = new HashMap<>();
  private final JobIndex index;

  Mirror(JobIndex index) {
    this.index = index;
    index.listen(this::apply);
  }

  private void apply(Changes changes) {
    for (var id : changes.jobs()) {
      var job = index.job(id).filter(it -> !it.snapshot().state().isFinal());
      put(live, id, job.map(IndexedMarket::job));
    }
    changes.offers().forEach(id -> put(offers, id, index.offer(id)));
    changes.agents().forEach(id -> put(agents, id, index.agent(id)));
    changes.accounts().forEach(it -> put(providers, it, index.provider(it)));
  }

  private static <K, V> void put(Map<K, V> all, K key, Optional<V> value) {
    value.ifPresentOrElse(it -> all.put(key, it), () -> all.remove(key));
  }
}
