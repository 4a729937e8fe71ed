package souk.verifier.node;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;
import souk.client.check.Difference;
import souk.client.check.Report;
import souk.client.market.StateSink;
import souk.client.node.BondStep;
import souk.client.node.LastStateJournal;
import souk.client.node.LastStates;
import souk.client.telemetry.Readiness;
import souk.protocol.evidence.Result;
import souk.protocol.offer.EngineName;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.runtime.engine.ChildEngine;
import souk.settlement.chain.AuditEvent;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.ClaimEvent;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.chain.Seat;
import souk.verifier.journal.DutyId;

/** What a verifier's operator reads. */
final class VerifierLog implements Readiness.Listener, LastStates.Listener {
  private static final Logger LOG = LoggerFactory.getLogger("souk.verifier");
  private static final int SHOWN_DIGITS = 10;

  private final int decimals;

  /**
   * @param decimals digits after the point one token has
   */
  VerifierLog(int decimals) {
    this.decimals = decimals;
  }

  void started(Address self, List<ChildEngine> engines, int resumed) {
    LOG.info("verifier {} started; {} duties to go on with", self, resumed);
    engines.forEach(this::able);
  }

  private void able(ChildEngine engine) {
    LOG.info("can run jobs on {} in {}", engine.name(), engine.isolation());
    engine.warning().ifPresent(warning -> LOG.warn("jobs are not kept apart well: {}", warning));
  }

  void bonding(BondStep step) {
    switch (step) {
      case BondStep.Enough _ -> LOG.info("the bond is large enough");
      case BondStep.Take(var call) ->
          LOG.info("raising the bond: {}", call.getClass().getSimpleName());
      case BondStep.Lacking(var missing) ->
          LOG.warn("the bond is too small: this account lacks {}", tokens(missing));
    }
  }

  void trouble(String reason) {
    LOG.warn("trying again: {}", reason);
  }

  void summoned(DutyId duty) {
    at(Level.INFO, duty).log("{} has to be answered", duty);
  }

  void running(DutyId duty) {
    at(Level.INFO, duty).log("{} running", duty);
  }

  void choosing(Hash jobId, EngineName engine, Optional<EngineName> declared) {
    LOG.atInfo()
        .addKeyValue("job", jobId)
        .log(
            "{} runs on {}; its provider declared {}",
            shortened(jobId),
            engine,
            declared.map(EngineName::text).orElse("nothing"));
  }

  void ran(DutyId duty, Result result, Duration time) {
    at(Level.INFO, duty)
        .log(
            "{} ran: {} fuel in {} ms, {}",
            duty,
            result.fuelUsed(),
            time.toMillis(),
            result.exitStatus());
  }

  void cannotRun(DutyId duty, String reason) {
    at(Level.WARN, duty).log("{} could not be run, trying again: {}", duty, reason);
  }

  @Override
  public void handedIn(LastStateJournal.Attempt id, StateSink node) {
    LOG.atInfo()
        .addKeyValue("job", id.jobId())
        .log("{}: its provider did not hand in its last state at {}", shortened(id.jobId()), node);
  }

  @Override
  public void notHandedIn(LastStateJournal.Attempt id, StateSink node, String reason) {
    LOG.atInfo()
        .addKeyValue("job", id.jobId())
        .log("{}: last state not handed in at {}: {}", shortened(id.jobId()), node, reason);
  }

  void disagrees(Hash jobId, int attempt, Difference difference, Path report) {
    LOG.warn(
        "the result of attempt {} of job {} is wrong: {} is {}, not {}; report in {}",
        attempt + 1,
        jobId,
        difference.what(),
        difference.found(),
        difference.claimed(),
        report);
  }

  void overruled(Report.Document report, Hash found, Path place) {
    LOG.warn(
        "the result of attempt {} of job {} holds here, and {}: {}; report in {}",
        report.attempt() + 1,
        report.jobId(),
        report.what(),
        found,
        place);
  }

  void reached(DutyId duty, Seat.Status status) {
    at(Level.INFO, duty).log("{} {}", duty, words(status));
  }

  void urgent(Owed owed, Duration left) {
    at(Level.WARN, owed.duty())
        .addKeyValue("secondsLeft", left.toSeconds())
        .log("{} has to {} within {} s", owed.duty(), owed.what(), left.toSeconds());
  }

  void serving(int port) {
    LOG.info("metrics and readiness on http://127.0.0.1:{}", port);
  }

  @Override
  public void unable(String need, String reason) {
    LOG.atWarn().addKeyValue("need", need).log("not ready: {}: {}", need, reason);
  }

  @Override
  public void able(String need) {
    LOG.atInfo().addKeyValue("need", need).log("ready again: {}", need);
  }

  void tooDear(Hash jobId, Amount cost) {
    LOG.atWarn()
        .addKeyValue("job", jobId)
        .log(
            "no node hands out the blobs of job {}, and demanding them for {} would cost more than"
                + " the answer brings",
            jobId,
            tokens(cost));
  }

  void failed(String aim, String reason) {
    LOG.warn("{} failed, trying again: {}", aim, reason);
  }

  void lost(DutyId duty) {
    at(Level.ERROR, duty)
        .log("{} cannot be revealed: the salt of its commitment is not in this journal", duty);
  }

  void ended(DutyId duty, JobSnapshot job) {
    at(Level.INFO, duty).log("{} is over: the job is {}", duty, job.state().label());
  }

  /** Says what a verifier's answer brought, if that is what happened. */
  void seatClosed(ChainEvent event, Address self) {
    if (event instanceof AuditEvent.SeatClosed seat && seat.verifier().equals(self)) {
      closed("audit " + shortened(seat.jobId()), "job", seat.jobId(), seat.earned(), seat.lost());
    }
    if (event instanceof ClaimEvent.JurorClosed seat && seat.juror().equals(self)) {
      closed(
          "jury of claim " + shortened(seat.claimId()),
          "claim",
          seat.claimId(),
          seat.earned(),
          seat.lost());
    }
  }

  private void closed(String what, String kind, Hash id, Amount earned, Amount lost) {
    var line = LOG.atLevel(lost.isZero() ? Level.INFO : Level.ERROR).addKeyValue(kind, id);
    if (lost.isZero()) {
      line.log("{} earned {}", what, tokens(earned));
    } else {
      line.log("{} slashed: {} taken", what, tokens(lost));
    }
  }

  private static LoggingEventBuilder at(Level level, DutyId duty) {
    return LOG.atLevel(level)
        .addKeyValue("job", duty.jobId())
        .addKeyValue("attempt", duty.attempt())
        .addKeyValue("seat", duty.seat());
  }

  private static String words(Seat.Status status) {
    return switch (status) {
      case WAITING -> "seated";
      case COMMITTED -> "committed";
      case REVEALED -> "revealed";
      case UNABLE -> "declared that there is no answer";
      case NO_SHOW -> "replaced: the answer did not come in time";
    };
  }

  private static String shortened(Hash id) {
    return id.toString().substring(0, SHOWN_DIGITS);
  }

  private String tokens(Amount amount) {
    return amount.toTokens(decimals);
  }
}
