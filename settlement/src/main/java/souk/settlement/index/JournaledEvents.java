package souk.settlement.index;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.LogPosition;
import souk.settlement.journal.Journal;

/** What a node's index has written into its journal, for who only looks into it. Thread-safe. */
public final class JournaledEvents {
  private final Journal journal;

  private JournaledEvents(Journal journal) {
    this.journal = journal;
  }

  /**
   * Of that journal.
   *
   * @return empty if no index has ever written into it
   */
  public static Optional<JournaledEvents> in(Journal journal) {
    return journal.has(IndexTables.SCHEMA)
        ? Optional.of(new JournaledEvents(journal))
        : Optional.empty();
  }

  /** All events of certain kinds that the journal has, oldest first. */
  public List<ChainEvent> all(Set<Class<? extends ChainEvent>> kinds) {
    return journal.read(
        session -> {
          var end = EventStore.end(session);
          var found = new ArrayList<ChainEvent>();
          Optional<LogPosition> before = Optional.empty();
          List<ChainEvent> page;
          do {
            page = EventStore.find(session, new EventQuery(kinds, before, EventQuery.MOST), end);
            found.addAll(page);
            before = Optional.of(page).filter(it -> !it.isEmpty()).map(it -> it.getLast().at());
          } while (page.size() == EventQuery.MOST);
          Collections.reverse(found);
          return found;
        });
  }

  /** Height of the newest block it knows; before the first if it knows none. */
  public long reached() {
    return journal.read(BlockStore::reached).map(at -> at.head().number()).orElse(-1L);
  }
}
