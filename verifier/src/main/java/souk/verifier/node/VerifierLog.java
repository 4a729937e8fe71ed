package souk.verifier.node;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import souk.protocol.evidence.Result;
import souk.protocol.job.JobState;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.JobSnapshot;
import souk.verifier.journal.DutyId;

/** What a verifier's operator reads. */
final class VerifierLog {
  private static final Logger LOG = LoggerFactory.getLogger("souk.verifier");
  private static final int SHOWN_DIGITS = 10;

  private final int decimals;

  /**
   * @param decimals digits after the point one token has
   */
  VerifierLog(int decimals) {
    this.decimals = decimals;
  }

  void started(Address self, int resumed) {
    LOG.info("verifier {} started: {} duties to go on with", self, resumed);
  }

  void summoned(DutyId duty) {
    LOG.info("{} seated", duty);
  }

  void running(DutyId duty) {
    LOG.info("{} running", duty);
  }

  void ran(DutyId duty, Result result, Duration time) {
    LOG.info(
        "{} ran: {} fuel in {} ms, {}",
        duty,
        result.fuelUsed(),
        time.toMillis(),
        result.exitStatus());
  }

  void cannotRun(DutyId duty, String reason) {
    LOG.warn("{} could not be run, trying again: {}", duty, reason);
  }

  void reached(DutyId duty, JobState state) {
    LOG.info("{} job is {}", duty, state.label());
  }

  void failed(String aim, String reason) {
    LOG.warn("{} failed, trying again: {}", aim, reason);
  }

  void lost(DutyId duty) {
    LOG.error("{} cannot be revealed: the salt of its commitment is not in this journal", duty);
  }

  void ended(DutyId duty, JobSnapshot job) {
    LOG.info("{} is over: the job is {}", duty, job.state().label());
  }

  void seatClosed(Hash jobId, Amount earned, Amount lost) {
    if (lost.isZero()) {
      LOG.info("{} earned {}", shortened(jobId), tokens(earned));
    } else {
      LOG.error("{} slashed: {} taken from the bond", shortened(jobId), tokens(lost));
    }
  }

  private static String shortened(Hash jobId) {
    return jobId.toString().substring(0, SHOWN_DIGITS);
  }

  private String tokens(Amount amount) {
    return amount.toTokens(decimals);
  }
}
