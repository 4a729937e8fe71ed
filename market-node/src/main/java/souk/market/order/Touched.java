package souk.market.order;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.Head;
import souk.settlement.index.Changes;

/** What blocks have named since orders were looked at last. Thread-safe. */
final class Touched {
  // After a long absence the index tells only the newest events.
  private static final int TOO_MANY_EVENTS = 10_000;

  private Set<Hash> ids = new HashSet<>();
  private Set<Address> accounts = new HashSet<>();
  private Set<Address> signers = new HashSet<>();
  private boolean rolledBack;
  private boolean everything;
  private @Nullable Head head;

  /**
   * What was named between two looks.
   *
   * @param head the newest block
   * @param everything whether more happened than is told: any order may stand differently
   * @param rolledBack whether blocks were taken back
   * @param ids jobs and offers
   * @param accounts whose balance or bond may be another
   * @param signers who cancelled all they had signed
   */
  record Batch(
      Head head,
      boolean everything,
      boolean rolledBack,
      Set<Hash> ids,
      Set<Address> accounts,
      Set<Address> signers) {}

  synchronized void add(Changes changes) {
    head = changes.head();
    rolledBack |= changes.rolledBack();
    everything |= changes.events().size() >= TOO_MANY_EVENTS;
    ids.addAll(changes.jobs());
    ids.addAll(changes.offers());
    accounts.addAll(changes.accounts());
    changes.events().forEach(this::add);
  }

  /** What was named since this was asked last; empty if there was no block. */
  synchronized Optional<Batch> take() {
    if (head == null) {
      return Optional.empty();
    }
    var batch = new Batch(head, everything, rolledBack, ids, accounts, signers);
    ids = new HashSet<>();
    accounts = new HashSet<>();
    signers = new HashSet<>();
    rolledBack = false;
    everything = false;
    head = null;
    return Optional.of(batch);
  }

  private void add(ChainEvent event) {
    if (event instanceof ChainEvent.OrdersCancelled cancelled) {
      signers.add(cancelled.account());
    } else if (event instanceof ChainEvent.JobCancelled cancelled) {
      ids.add(cancelled.jobId());
    } else if (event instanceof ChainEvent.OfOffer offer) {
      ids.add(offer.offerId());
    }
  }
}
