package souk.settlement.index;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import souk.protocol.value.Address;

/**
 * Who ever bonded in one role, and whose bond has to be read again.
 *
 * @param <S> what is read of a bond
 */
final class LiveBonds<S> {
  private final Map<Address, Long> since = new HashMap<>();
  private final Set<Address> unread = new HashSet<>();
  // Out of the journal, not shown yet.
  private final Map<Address, S> stored = new HashMap<>();

  /**
   * One of them, as the journal has it.
   *
   * @param since number of the event of the first bond
   * @param snapshot empty: it has to be read again
   */
  record Bond<S>(long since, Optional<S> snapshot) {}

  /** Becomes what the journal holds. */
  void load(Map<Address, Bond<S>> bonds) {
    clear();
    bonds.forEach(
        (account, bond) -> {
          since.put(account, bond.since());
          bond.snapshot().ifPresentOrElse(it -> stored.put(account, it), () -> unread.add(account));
        });
  }

  /** The account bonded, in the event of that number. */
  void bonded(Address account, long number) {
    since.putIfAbsent(account, number);
    touch(account);
  }

  boolean contains(Address account) {
    return since.containsKey(account);
  }

  /** Those of the accounts that ever bonded. */
  Set<Address> among(Collection<Address> accounts) {
    return accounts.stream().filter(this::contains).collect(toUnmodifiableSet());
  }

  /** What the account has may be another. */
  void touch(Address account) {
    if (contains(account)) {
      unread.add(account);
      stored.remove(account);
    }
  }

  void touchAll() {
    unread.addAll(since.keySet());
    stored.clear();
  }

  Set<Address> unread() {
    return Set.copyOf(unread);
  }

  Set<Address> all() {
    return Set.copyOf(since.keySet());
  }

  /** What the journal told of those that need not be read. */
  Map<Address, S> stored() {
    return Map.copyOf(stored);
  }

  /** These have been read, and all that the journal told is shown. */
  void shown(Collection<Address> read) {
    unread.removeAll(read);
    stored.clear();
  }

  /** Those who first bonded in events from that number on. */
  Map<Address, Long> newSince(long events) {
    var found = new HashMap<>(since);
    found.values().removeIf(number -> number < events);
    return found;
  }

  /** Forgets who first bonded in events from that number on. */
  void cut(long events) {
    since.values().removeIf(number -> number >= events);
    unread.retainAll(since.keySet());
  }

  void clear() {
    since.clear();
    unread.clear();
    stored.clear();
  }
}
