package souk.verifier.watch;

import java.util.Optional;
import java.util.function.Function;
import souk.client.node.OverdueExits;
import souk.client.node.Payments;
import souk.client.node.Pursuits;
import souk.protocol.codec.Evidence;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.ClaimCall;
import souk.settlement.chain.Head;
import souk.settlement.index.IndexedJob;
import souk.verifier.journal.Accusation;
import souk.verifier.journal.VerifierJournal;
import souk.verifier.journal.WatchJournal;

/** Makes the challenges that are journaled and follows them to their end. Not thread-safe. */
final class Challenges {
  private final Address self;
  private final VerifierJournal results;
  private final WatchJournal journal;
  private final Function<Hash, Amount> bond;
  private final Risk risk;
  private final Payments payments;
  private final Pursuits pursuits;
  private final OverdueExits exits;
  private final WatchLog log;

  /**
   * @param bond what a challenge of a job costs now
   */
  Challenges(
      Address self,
      VerifierJournal results,
      WatchJournal journal,
      Function<Hash, Amount> bond,
      Risk risk,
      Payments payments,
      Pursuits pursuits,
      OverdueExits exits,
      WatchLog log) {
    this.self = self;
    this.results = results;
    this.journal = journal;
    this.bond = bond;
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
    var aim = "challenge/" + accusation.key();
    if (payments.isRaised(aim, bond.apply(job.id()), now)) {
      var finding = Evidence.item(found.get(), accusation.item());
      var call = new ClaimCall.Challenge(job.id(), claimed.get(), accusation.item(), finding);
      pursuits.pursue(aim, call, now.number()).ifPresent(reason -> log.failed(aim, reason));
    }
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
