package souk.verifier.demand;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import souk.client.node.Payments;
import souk.client.node.Pursuits;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.BlobRole;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.DemandCall;
import souk.settlement.chain.Head;
import souk.settlement.index.IndexedJob;
import souk.verifier.journal.DutyId;

/**
 * Demands on chain what nobody hands out of the module and input of a job this verifier has to run.
 * Each chunk costs a fee, which goes to the provider that answers. Not thread-safe.
 */
public final class Demander {
  private final DemandedBlobs blobs;
  private final Function<Hash, List<ChainEvent>> events;
  private final Payments payments;
  private final Pursuits pursuits;
  private final Amount fee;
  private final Duration patience;
  private final BiConsumer<String, String> failure;
  private final Map<Hash, Instant> missingSince = new HashMap<>();

  /**
   * @param blobs knows what is missing
   * @param events what happened to a job, oldest first
   * @param fee the market's, for one chunk
   * @param patience block time for which a blob may be missing before it is demanded
   * @param failure told what failed and why
   */
  public Demander(
      DemandedBlobs blobs,
      Function<Hash, List<ChainEvent>> events,
      Payments payments,
      Pursuits pursuits,
      Amount fee,
      Duration patience,
      BiConsumer<String, String> failure) {
    this.blobs = blobs;
    this.events = events;
    this.payments = payments;
    this.pursuits = pursuits;
    this.fee = fee;
    this.patience = patience;
    this.failure = failure;
  }

  /** Demands what is missing for a duty whose verifier has yet to commit at that block. */
  public void demand(DutyId id, IndexedJob job, Head now) {
    var missing = blobs.missing(job.id());
    if (missing.isEmpty()) {
      return;
    }
    var since = missingSince.computeIfAbsent(job.id(), _ -> now.time());
    if (now.moment().isPast(since.plus(patience))) {
      missing.stream().sorted().forEach(role -> demand(id, job, role, now));
    }
  }

  /** The duty is over, or its answer is there. */
  public void forget(Hash jobId) {
    missingSince.remove(jobId);
    blobs.forget(jobId);
  }

  private void demand(DutyId id, IndexedJob job, BlobRole role, Head now) {
    var aim = "demand/%s/%d/%s".formatted(job.id(), id.attempt(), role);
    if (Chunks.in(events.apply(job.id()), id.attempt(), role) instanceof Chunks.Wanted(var some)
        && payments.isRaised(aim, fee.times(some.size()), now)) {
      some.forEach(chunk -> demand(aim + "/" + chunk, call(id, job, role, chunk), now));
    }
  }

  private void demand(String aim, DemandCall call, Head now) {
    pursuits.pursue(aim, call, now.number()).ifPresent(reason -> failure.accept(aim, reason));
  }

  private static DemandCall call(DutyId id, IndexedJob job, BlobRole role, int chunk) {
    return switch (id) {
      case DutyId.Audit _ -> new DemandCall.ForAudit(job.spec(), role, chunk, id.seat());
      case DutyId.Vote vote ->
          new DemandCall.ForJury(job.spec(), role, chunk, vote.claimId(), id.seat());
    };
  }
}
