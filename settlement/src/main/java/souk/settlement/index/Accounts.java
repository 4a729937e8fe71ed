package souk.settlement.index;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.settlement.chain.Chain;
import souk.settlement.chain.ProviderSnapshot;
import souk.settlement.chain.VerifierSnapshot;

/** Bonds, records and balances as the contracts told them last. Thread-safe. */
final class Accounts {
  private final Chain chain;
  private final Map<Address, ProviderSnapshot> providers = new ConcurrentSkipListMap<>();
  private final Map<Address, VerifierSnapshot> verifiers = new ConcurrentSkipListMap<>();
  private final Map<Address, Amount> balances = new ConcurrentHashMap<>();

  Accounts(Chain chain) {
    this.chain = chain;
  }

  /** Reads again what these accounts have. */
  void read(Collection<Address> touched) {
    for (var address : touched) {
      balances.put(address, chain.account(address).marketBalance());
      keep(providers, address, chain.provider(address), Accounts::isProvider);
      keep(verifiers, address, chain.verifier(address), Accounts::isVerifier);
    }
  }

  List<ProviderSnapshot> providers() {
    return List.copyOf(providers.values());
  }

  Optional<ProviderSnapshot> provider(Address address) {
    return Optional.ofNullable(providers.get(address));
  }

  List<VerifierSnapshot> verifiers() {
    return List.copyOf(verifiers.values());
  }

  Amount balance(Address address) {
    return balances.computeIfAbsent(address, it -> chain.account(it).marketBalance());
  }

  private static <S> void keep(
      Map<Address, S> all, Address address, S snapshot, Predicate<S> isOne) {
    if (isOne.test(snapshot)) {
      all.put(address, snapshot);
    } else {
      all.remove(address);
    }
  }

  private static boolean isProvider(ProviderSnapshot it) {
    return !it.free().plus(it.locked()).plus(it.unbonding()).isZero()
        || !it.auditedValue().isZero()
        || it.faults() > 0;
  }

  private static boolean isVerifier(VerifierSnapshot it) {
    return !it.free().plus(it.locked()).plus(it.unbonding()).isZero() || !it.weight().isZero();
  }
}
