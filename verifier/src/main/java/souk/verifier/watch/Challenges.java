package souk.verifier.watch;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongBiFunction;
import souk.client.node.OverdueExits;
import souk.client.node.Payments;
import souk.client.node.Pursuits;
import souk.protocol.codec.Evidence;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.ClaimCall;
import souk.settlement.chain.Deployment;
import souk.settlement.chain.Head;
import souk.settlement.index.IndexedJob;
import souk.verifier.journal.Accusation;
import souk.verifier.journal.VerifierJournal;
import souk.verifier.journal.WatchJournal;

/**
 * Makes the challenges that are journaled, each sealed a block before, and follows them to their
 * end. Not thread-safe.
 */
final class Challenges {
  private final Address self;
  private final Deployment deployment;
  private final VerifierJournal results;
  private final WatchJournal journal;
  private final Function<Hash, Amount> bond;
  private final ToLongBiFunction<Hash, Head> sealedAt;
  private final Risk risk;
  private final Payments payments;
  private final Pursuits pursuits;
  private final OverdueExits exits;
  private final WatchLog log;

  /**
   * @param bond what a challenge of a job costs now
   * @param sealedAt height at which a seal landed, as a block left it; 0 if there is none
   */
  Challenges(
      Address self,
      Deployment deployment,
      VerifierJournal results,
      WatchJournal journal,
      Function<Hash, Amount> bond,
      ToLongBiFunction<Hash, Head> sealedAt,
      Risk risk,
      Payments payments,
      Pursuits pursuits,
      OverdueExits exits,
      WatchLog log) {
    this.self = self;
    this.deployment = deployment;
    this.results = results;
    this.journal = journal;
    this.bond = bond;
    this.sealedAt = sealedAt;
    this.risk = risk;
    this.payments = payments;
    this.pursuits = pursuits;
    this.exits = exits;
    this.log = log;
  }

  /** Takes each challenge on. */
  void atBlock(Head now, Function<Hash, Optional<IndexedJob>> jobs) {
    for (var accusation : journal.accusations()) {
      jobs.apply(accusation.jobId()).ifPresent(job -> advance(accusation, job, now));
    }
  }

  private void advance(Accusation accusation, IndexedJob job, Head now) {
    switch (ChallengeStep.next(accusation, job, self, now)) {
      case CHALLENGE -> challenge(accusation, job, now);
      case FOLLOW -> exits.mind(job, now);
      case END -> end(accusation);
    }
  }

  private void challenge(Accusation accusation, IndexedJob job, Head now) {
    var claimed = job.result();
    var found = results.result(job.id());
    if (claimed.isEmpty() || found.isEmpty() || !isCovered(accusation)) {
      return;
    }
    var finding = Evidence.item(found.get(), accusation.item());
    var call =
        new ClaimCall.Challenge(
            job.id(), claimed.get(), accusation.item(), finding, accusation.salt());
    var isSealed = isSealed(accusation, call, now);
    var aim = "challenge/" + accusation.key();
    if (payments.isRaised(aim, bond.apply(job.id()), now) && isSealed) {
      pursue(aim, call, now);
    }
  }

  /** Whether a challenge is sealed in an earlier block than the newest; seals it if it is not. */
  private boolean isSealed(Accusation accusation, ClaimCall.Challenge call, Head now) {
    var seal = call.seal(deployment, accusation.attempt(), self);
    var height = sealedAt.applyAsLong(seal, now);
    if (height == 0) {
      pursue("seal/" + accusation.key(), new ClaimCall.SealChallenge(seal), now);
    }
    // Nodes estimate gas as if in the newest block: in that of the seal it would be refused.
    return height != 0 && height < now.number();
  }

  private void pursue(String aim, ClaimCall call, Head now) {
    pursuits.pursue(aim, call, now.number()).ifPresent(reason -> log.failed(aim, reason));
  }

  /** Whether its bond is counted among what is out; it is before it is put up. */
  private boolean isCovered(Accusation accusation) {
    if (!accusation.bond().isZero()) {
      return true;
    }
    var cost = bond.apply(accusation.jobId());
    if (!risk.allows(accusation.jobId(), cost)) {
      return false;
    }
    journal.putUp(accusation, cost);
    log.challenging(accusation, cost);
    return true;
  }

  private void end(Accusation accusation) {
    journal.end(accusation);
    exits.forget(accusation.jobId());
    log.ended(accusation);
  }
}
