package souk.market.node;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import souk.client.api.SignedAcceptance;
import souk.protocol.codec.MarketDomain;
import souk.protocol.job.Acceptance;
import souk.protocol.value.Hash;
import souk.runtime.machine.Machine;
import souk.settlement.chain.Leg;
import souk.settlement.keys.Signers;

/** Whether a provider's answer is to the question, and the contract would take it. */
final class AcceptanceCheck {
  private final MarketDomain domain;
  private final Duration lifetime;

  /**
   * @param lifetime longest an acceptance may be valid
   */
  AcceptanceCheck(MarketDomain domain, Duration lifetime) {
    this.domain = domain;
    this.lifetime = lifetime;
  }

  /**
   * What is wrong with the answer, one line.
   *
   * @param legs what others did of the job
   */
  Optional<String> problem(
      Proposal asked, List<Leg> legs, SignedAcceptance answer, Instant blockTime) {
    var acceptance = answer.acceptance();
    if (!answersTheQuestion(asked, acceptance)) {
      return Optional.of("the acceptance is not for the job, attempt and offer asked for");
    }
    if (!hasTheTerms(asked, acceptance)) {
      return Optional.of(
          "the acceptance's price, stake, verifiers or rate differ from the request");
    }
    if (!runsTheMachine(asked, acceptance)) {
      return Optional.of("the acceptance is for another engine or machine version");
    }
    if (!beginsWhereItCan(legs, acceptance.resumePoint())) {
      return Optional.of("the acceptance's resume point is not where a leg of the job ended");
    }
    if (!isCurrent(acceptance, blockTime)) {
      return Optional.of("the acceptance has expired, or is valid for longer than " + lifetime);
    }
    if (blockTime.plus(acceptance.runTime()).isAfter(asked.request().spec().latestFinish())) {
      return Optional.of("the accepted run time ends after the job's latest finish");
    }
    return isSigned(asked, answer)
        ? Optional.empty()
        : Optional.of("the acceptance is not signed by the offer's provider");
  }

  private static boolean answersTheQuestion(Proposal asked, Acceptance acceptance) {
    var request = asked.request();
    return acceptance.jobId().equals(request.jobId())
        && acceptance.attempt() == request.attempt()
        && acceptance.offerId().equals(request.offerId());
  }

  private static boolean hasTheTerms(Proposal asked, Acceptance acceptance) {
    var request = asked.request();
    return acceptance.price().equals(request.price())
        && acceptance.stake().equals(request.stake())
        && acceptance.verifiers() == request.verifiers()
        && acceptance.maxRate().compareTo(request.rate()) >= 0;
  }

  private static boolean runsTheMachine(Proposal asked, Acceptance acceptance) {
    return acceptance.engine().equals(asked.offer().engine())
        && acceptance.machineVersion() == Machine.VERSION;
  }

  private static boolean beginsWhereItCan(List<Leg> legs, Hash resumePoint) {
    return resumePoint.isZero() || legs.stream().anyMatch(leg -> leg.point().equals(resumePoint));
  }

  private boolean isCurrent(Acceptance acceptance, Instant blockTime) {
    return !blockTime.isAfter(acceptance.expiry())
        && !acceptance.expiry().isAfter(blockTime.plus(lifetime));
  }

  private boolean isSigned(Proposal asked, SignedAcceptance answer) {
    var digest = domain.acceptanceDigest(answer.acceptance(), asked.request().marketNode());
    return Signers.recover(digest, answer.signature()).equals(Optional.of(asked.provider()));
  }
}
