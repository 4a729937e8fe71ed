package souk.verifier.watch;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import souk.client.node.OverdueExits;
import souk.client.node.Payments;
import souk.client.node.Pursuits;
import souk.protocol.job.JuryState;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.ClaimCall;
import souk.settlement.chain.ClaimSnapshot;
import souk.settlement.chain.Head;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.index.IndexedJob;
import souk.verifier.journal.Funding;
import souk.verifier.journal.VerifierJournal;
import souk.verifier.journal.WatchJournal;

/**
 * Pays for the next jury where this verifier's own run says that the last one was wrong and that
 * pays. Not thread-safe.
 */
final class Appeals {
  private final Address self;
  private final VerifierJournal results;
  private final WatchJournal journal;
  private final Function<Hash, Amount> cost;
  private final Risk risk;
  private final Payments payments;
  private final Pursuits pursuits;
  private final OverdueExits exits;
  private final WatchLog log;
  private final Set<String> declined = new HashSet<>();

  /**
   * @param cost what the next round of a claim's jury costs now; zero if there is none
   */
  Appeals(
      Address self,
      VerifierJournal results,
      WatchJournal journal,
      Function<Hash, Amount> cost,
      Risk risk,
      Payments payments,
      Pursuits pursuits,
      OverdueExits exits,
      WatchLog log) {
    this.self = self;
    this.results = results;
    this.journal = journal;
    this.cost = cost;
    this.risk = risk;
    this.payments = payments;
    this.pursuits = pursuits;
    this.exits = exits;
    this.log = log;
  }

  /** Decides on verdicts that are new, and sees to what was decided. */
  void atBlock(Head now, Collection<IndexedJob> live, Function<Hash, Optional<IndexedJob>> jobs) {
    live.stream().map(IndexedJob::snapshot).forEach(job -> consider(job, now));
    for (var funding : journal.fundings()) {
      jobs.apply(funding.jobId()).ifPresent(job -> advance(funding, job, now));
    }
  }

  private void consider(JobSnapshot job, Head now) {
    for (var claim : appealable(job, now)) {
      var next = claim.id() + "/" + (claim.jury().round() + 1);
      if (journal.fundings().stream().noneMatch(it -> it.key().equals(next))
          && !declined.contains(next)) {
        results
            .result(job.id())
            .flatMap(own -> AppealStakes.of(job, claim, own, self))
            .ifPresent(stakes -> decide(job, claim, stakes, next));
      }
    }
  }

  private static List<ClaimSnapshot> appealable(JobSnapshot job, Head now) {
    return job.claims().stream()
        .filter(
            claim ->
                claim.status() == ClaimSnapshot.Status.OPEN
                    && claim.jury().state() instanceof JuryState.Appealable(var deadline)
                    && !now.moment().isPast(deadline))
        .toList();
  }

  private void decide(JobSnapshot job, ClaimSnapshot claim, AppealStakes stakes, String next) {
    var price = cost.apply(claim.id());
    if (price.isZero() || !stakes.pays(price) || !risk.allows(job.id(), price)) {
      declined.add(next);
      return;
    }
    var funding = new Funding(job.id(), claim.id(), claim.jury().round() + 1, price);
    journal.fund(funding);
    log.appealing(funding, stakes.gain());
  }

  private void advance(Funding funding, IndexedJob job, Head now) {
    var claim = job.snapshot().claim(funding.claimId()).filter(it -> !it.closed());
    if (claim.isEmpty() && !job.unpaidClaims().contains(funding.claimId())) {
      end(funding);
    } else if (claim.filter(it -> isAsked(it, funding, now)).isPresent()) {
      pay(funding, now);
    } else {
      exits.mind(job, now);
    }
  }

  private static boolean isAsked(ClaimSnapshot claim, Funding funding, Head now) {
    return claim.jury().round() == funding.round() - 1
        && claim.jury().state() instanceof JuryState.Appealable(var deadline)
        && !now.moment().isPast(deadline);
  }

  private void pay(Funding funding, Head now) {
    var aim = "appeal/" + funding.key();
    if (payments.isRaised(aim, funding.cost(), now)) {
      pursuits
          .pursue(aim, new ClaimCall.Appeal(funding.claimId()), now.number())
          .ifPresent(reason -> log.failed(aim, reason));
    }
  }

  private void end(Funding funding) {
    journal.end(funding);
    exits.forget(funding.jobId());
  }
}
