package souk.settlement.index;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import souk.protocol.value.Address;
import souk.settlement.chain.ProviderSnapshot;
import souk.settlement.chain.VerifierSnapshot;
import souk.settlement.index.LiveBonds.Bond;
import souk.settlement.journal.Row;
import souk.settlement.journal.Session;

/** Who ever bonded, and their bonds as they were read last, in the journal. */
final class BondStore {
  private BondStore() {}

  /** Every provider. */
  static Map<Address, Bond<ProviderSnapshot>> providers(Session session) {
    return bonds(session, "select * from index_provider", BondStore::provider);
  }

  /** Every verifier. */
  static Map<Address, Bond<VerifierSnapshot>> verifiers(Session session) {
    return bonds(session, "select * from index_verifier", BondStore::verifier);
  }

  static void addProviders(Session session, Map<Address, Long> since) {
    add(session, "index_provider", since);
  }

  static void addVerifiers(Session session, Map<Address, Long> since) {
    add(session, "index_verifier", since);
  }

  /** Snapshots of these have to be read again. */
  static void forgetProviders(Session session, Collection<Address> touched) {
    forget(session, "index_provider", touched);
  }

  /** Snapshots of these have to be read again. */
  static void forgetVerifiers(Session session, Collection<Address> touched) {
    forget(session, "index_verifier", touched);
  }

  static void keepProviders(Session session, Collection<ProviderSnapshot> read) {
    session.updateAll(
        """
        update index_provider set free = ?, locked = ?, unbonding = ?, unbonded_at = ?,
        audited = ?, faults = ?, owed = ? where address = ?
        """,
        read,
        it ->
            new @Nullable Object[] {
              it.free(),
              it.locked(),
              it.unbonding(),
              seconds(it.unbondedAt()),
              it.auditedValue(),
              it.faults(),
              it.cleanAuditsOwed(),
              it.address().bytes()
            });
  }

  static void keepVerifiers(Session session, Collection<VerifierSnapshot> read) {
    session.updateAll(
        """
        update index_verifier set free = ?, locked = ?, unbonding = ?, unbonded_at = ?, weight = ?
        where address = ?
        """,
        read,
        it ->
            new @Nullable Object[] {
              it.free(),
              it.locked(),
              it.unbonding(),
              seconds(it.unbondedAt()),
              it.weight(),
              it.address().bytes()
            });
  }

  /** Forgets who first bonded in events from that number on. */
  static void cut(Session session, long events) {
    session.update("delete from index_provider where since >= ?", events);
    session.update("delete from index_verifier where since >= ?", events);
  }

  private static <S> Map<Address, Bond<S>> bonds(
      Session session, String sql, Function<Row, Optional<S>> snapshot) {
    var all = new LinkedHashMap<Address, Bond<S>>();
    session
        .query(
            sql,
            row -> Map.entry(address(row), new Bond<>(row.number("since"), snapshot.apply(row))))
        .forEach(entry -> all.put(entry.getKey(), entry.getValue()));
    return all;
  }

  private static void add(Session session, String table, Map<Address, Long> since) {
    session.updateAll(
        "insert into %s (address, since) values (?, ?) on conflict (address) do nothing"
            .formatted(table),
        since.entrySet(),
        entry -> new Object[] {entry.getKey().bytes(), entry.getValue()});
  }

  private static void forget(Session session, String table, Collection<Address> touched) {
    session.updateAll(
        "update %s set free = null where address = ? and free is not null".formatted(table),
        touched,
        address -> new Object[] {address.bytes()});
  }

  private static Optional<ProviderSnapshot> provider(Row row) {
    return row.maybeText("free")
        .map(
            _ ->
                new ProviderSnapshot(
                    address(row),
                    row.amount("free"),
                    row.amount("locked"),
                    row.amount("unbonding"),
                    instant(row.maybeNumber("unbonded_at")),
                    row.amount("audited"),
                    row.number("faults"),
                    (int) row.number("owed")));
  }

  private static Optional<VerifierSnapshot> verifier(Row row) {
    return row.maybeText("free")
        .map(
            _ ->
                new VerifierSnapshot(
                    address(row),
                    row.amount("free"),
                    row.amount("locked"),
                    row.amount("unbonding"),
                    instant(row.maybeNumber("unbonded_at")),
                    row.amount("weight")));
  }

  private static Address address(Row row) {
    return Address.of(row.bytes("address"));
  }

  private static @Nullable Long seconds(Optional<Instant> time) {
    return time.map(Instant::getEpochSecond).orElse(null);
  }

  private static Optional<Instant> instant(OptionalLong seconds) {
    return seconds.isPresent()
        ? Optional.of(Instant.ofEpochSecond(seconds.getAsLong()))
        : Optional.empty();
  }
}
