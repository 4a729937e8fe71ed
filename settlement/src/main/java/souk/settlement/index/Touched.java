package souk.settlement.index;

import java.util.HashSet;
import java.util.Set;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.AgentId;

/** What events and reorgs have touched and nobody was told of yet. */
final class Touched {
  final Set<Hash> jobs = new HashSet<>();
  final Set<Hash> offers = new HashSet<>();
  final Set<Address> accounts = new HashSet<>();
  final Set<AgentId> agents = new HashSet<>();

  void clear() {
    jobs.clear();
    offers.clear();
    accounts.clear();
    agents.clear();
  }
}
