package souk.market.node;

import java.util.HashSet;
import java.util.Set;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.index.Changes;

/** What the index told since it was asked last. Thread-safe. */
final class News {
  private Set<Hash> jobs = new HashSet<>();
  private Set<Hash> offers = new HashSet<>();
  private Set<Address> accounts = new HashSet<>();

  /** What is to be looked at again. */
  record Touched(Set<Hash> jobs, Set<Hash> offers, Set<Address> accounts) {}

  synchronized void hear(Changes changes) {
    jobs.addAll(changes.jobs());
    offers.addAll(changes.offers());
    accounts.addAll(changes.accounts());
  }

  /** Orders that stand differently off chain, and jobs that have another placement. */
  synchronized void hear(Set<Hash> ids) {
    jobs.addAll(ids);
    offers.addAll(ids);
  }

  /** Puts back what could not be looked at. */
  synchronized void hear(Touched touched) {
    jobs.addAll(touched.jobs());
    offers.addAll(touched.offers());
    accounts.addAll(touched.accounts());
  }

  synchronized Touched take() {
    var touched = new Touched(jobs, offers, accounts);
    jobs = new HashSet<>();
    offers = new HashSet<>();
    accounts = new HashSet<>();
    return touched;
  }
}
