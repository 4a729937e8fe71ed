package souk.verifier.demand;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * Each chunk costs a fee, which goes to the provider that answers: no more is demanded than the
 * answer is worth, or providers would withhold large modules for the fees. Not thread-safe.
 */
public final class Demander {
  private final DemandedBlobs blobs;
  private final Function<Hash, List<ChainEvent>> events;
  private final Payments payments;
  private final Pursuits pursuits;
  private final Amount fee;
  private final Duration patience;
  private final BiConsumer<Hash, Amount> tooDear;
  private final BiConsumer<String, String> failure;
  private final Map<Hash, Instant> missingSince = new HashMap<>();
  private final Set<Hash> declined = new HashSet<>();

  /**
   * @param blobs knows what is missing
   * @param events what happened to a job, oldest first
   * @param fee the market's, for one chunk
   * @param patience block time for which a blob may be missing before it is demanded
   * @param tooDear told once of a job what its chunks would cost, if that is too much
   * @param failure told what failed and why
   */
  public Demander(
      DemandedBlobs blobs,
      Function<Hash, List<ChainEvent>> events,
      Payments payments,
      Pursuits pursuits,
      Amount fee,
      Duration patience,
      BiConsumer<Hash, Amount> tooDear,
      BiConsumer<String, String> failure) {
    this.blobs = blobs;
    this.events = events;
    this.payments = payments;
    this.pursuits = pursuits;
    this.fee = fee;
    this.patience = patience;
    this.tooDear = tooDear;
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
      demand(id, job, wanted(id, job, missing), now);
    }
  }

  /** The duty is over, or its answer is there. */
  public void forget(Hash jobId) {
    missingSince.remove(jobId);
    declined.remove(jobId);
    blobs.forget(jobId);
  }

  private Map<BlobRole, List<Integer>> wanted(DutyId id, IndexedJob job, Set<BlobRole> missing) {
    var told = events.apply(job.id());
    var wanted = new EnumMap<BlobRole, List<Integer>>(BlobRole.class);
    for (var role : missing) {
      if (Chunks.in(told, id.attempt(), role) instanceof Chunks.Wanted(var chunks)) {
        wanted.put(role, chunks);
      }
    }
    return wanted;
  }

  private void demand(DutyId id, IndexedJob job, Map<BlobRole, List<Integer>> wanted, Head now) {
    var cost = fee.times(wanted.values().stream().mapToInt(List::size).sum());
    if (cost.isZero()) {
      return;
    }
    if (Worth.of(id, job.snapshot()).isLessThan(cost)) {
      decline(job.id(), cost);
      return;
    }
    var aim = "demand/%s/%d".formatted(job.id(), id.attempt());
    if (payments.isRaised(aim, cost, now)) {
      wanted.forEach((role, chunks) -> demand(aim, id, job, role, chunks, now));
    }
  }

  private void decline(Hash jobId, Amount cost) {
    if (declined.add(jobId)) {
      tooDear.accept(jobId, cost);
    }
  }

  private void demand(
      String aim, DutyId id, IndexedJob job, BlobRole role, List<Integer> chunks, Head now) {
    for (var chunk : chunks) {
      demand("%s/%s/%d".formatted(aim, role, chunk), call(id, job, role, chunk), now);
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
