package souk.settlement.web3j;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.ChainException;
import souk.settlement.chain.Head;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.chain.ProviderSnapshot;
import souk.settlement.chain.VerifierSnapshot;

/** Reads what the contracts hold as one block left it. */
final class StateReader {
  private final Contracts contracts;
  private final Blocks blocks;
  private final Head at;

  /**
   * @param contracts to be read at that block
   */
  StateReader(Contracts contracts, Blocks blocks, Head at) {
    this.contracts = contracts;
    this.blocks = blocks;
    this.at = at;
  }

  Map<Hash, JobSnapshot> jobs(Collection<Hash> ids) {
    var reader = new JobReader(contracts.lens(), at);
    return each(ids, reader::read);
  }

  Map<Address, ProviderSnapshot> providers(Collection<Address> addresses) {
    return each(addresses, address -> Optional.of(provider(address)));
  }

  Map<Address, VerifierSnapshot> verifiers(Collection<Address> addresses) {
    return each(addresses, address -> Optional.of(verifier(address)));
  }

  Map<Address, Amount> balances(Collection<Address> addresses) {
    return each(addresses, address -> Optional.of(balance(address)));
  }

  private interface Read<K, V> {
    Optional<V> of(K key) throws Exception;
  }

  private <K, V> Map<K, V> each(Collection<K> keys, Read<K, V> read) {
    var found = new LinkedHashMap<K, V>();
    for (var key : keys) {
      Rpc.attempt("eth_call", () -> read.of(key)).ifPresent(value -> found.put(key, value));
    }
    requireStanding();
    return found;
  }

  private void requireStanding() {
    if (!blocks.block(at.number()).map(Head::hash).equals(Optional.of(at.hash()))) {
      throw ChainException.retryable(
          "block %d was replaced while it was read".formatted(at.number()), null);
    }
  }

  private ProviderSnapshot provider(Address address) throws Exception {
    var view = contracts.market().provider(address.toString()).send();
    var record = contracts.history().conditions(address.toString()).send();
    return new ProviderSnapshot(
        address,
        new Amount(view.free),
        new Amount(view.locked),
        new Amount(view.unbonding),
        unbondedAt(view.unbonding, view.unbondsAt),
        new Amount(record.audited),
        record.faults.longValueExact(),
        record.cleanAuditsOwed.intValueExact());
  }

  private VerifierSnapshot verifier(Address address) throws Exception {
    var view = contracts.verifiers().verifier(address.toString()).send();
    return new VerifierSnapshot(
        address,
        new Amount(view.free),
        new Amount(view.locked),
        new Amount(view.unbonding),
        unbondedAt(view.unbonding, view.unbondsAt),
        new Amount(view.weight));
  }

  private Amount balance(Address address) throws Exception {
    return new Amount(contracts.market().balanceOf(address.toString()).send());
  }

  // The contracts leave the time behind when nothing waits any more.
  private static Optional<Instant> unbondedAt(BigInteger unbonding, BigInteger seconds) {
    return unbonding.signum() == 0 ? Optional.empty() : Optional.of(Structs.instant(seconds));
  }
}
