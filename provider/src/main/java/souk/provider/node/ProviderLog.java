package souk.provider.node;

import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;
import souk.client.market.StateSink;
import souk.client.node.BondStep;
import souk.client.node.LastStateJournal;
import souk.client.node.LastStates;
import souk.client.telemetry.Readiness;
import souk.protocol.evidence.Result;
import souk.protocol.job.JobState;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.provider.journal.AttemptId;
import souk.provider.price.MarketPrices;
import souk.provider.price.PriceStep;
import souk.runtime.engine.ChildEngine;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.LegEvent;

/** What a provider's operator reads. */
final class ProviderLog implements Readiness.Listener, LastStates.Listener {
  private static final Logger LOG = LoggerFactory.getLogger("souk.provider");

  private final int decimals;

  /**
   * @param decimals digits after the point one token has
   */
  ProviderLog(int decimals) {
    this.decimals = decimals;
  }

  void started(Address self, ChildEngine engine, Amount earned, int resumed) {
    LOG.info("provider {} started; {} earned so far", self, tokens(earned));
    LOG.info(
        "jobs run on {} in {}; {} attempts to go on with",
        engine.name(),
        engine.isolation(),
        resumed);
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

  void offering(Hash offerId) {
    LOG.atInfo().addKeyValue("offer", offerId).log("offer {} posted", offerId);
  }

  /**
   * Tells of a decision about the price.
   *
   * @param before what was asked until now
   * @return why it is what it is, one line
   */
  String priced(PriceStep step, Optional<Price> before, MarketPrices seen) {
    var reason =
        "%s; settled at %s over %d jobs, asked %s by %d others, mean %s; no less than %s pays"
            .formatted(
                words(step),
                step.settled().map(this::tokens).orElse("-"),
                seen.settled().size(),
                step.asked().map(this::tokens).orElse("-"),
                seen.asked().size(),
                tokens(seen.mean()),
                tokens(step.least()));
    LOG.atLevel(step.reason() == PriceStep.Reason.STAYS ? Level.DEBUG : Level.INFO)
        .log(
            "price {} -> {} per Gfuel: {}",
            before.map(this::tokens).orElse("-"),
            tokens(step.price()),
            reason);
    return reason;
  }

  private String words(PriceStep step) {
    return switch (step.reason()) {
      case FIRST -> "where the market is";
      case COVERS -> "what was asked no longer covers cost, audits and floor";
      case FOLLOWS -> "after the market, towards " + tokens(step.target());
      case STAYS -> "another offer would not be worth it";
    };
  }

  void handedOver(Hash offerId) {
    LOG.debug("signed offer {} handed to market nodes", offerId);
  }

  void withdrawing(Hash offerId) {
    LOG.atInfo()
        .addKeyValue("offer", offerId)
        .log("offer {} cancelled: it is not what is offered now", offerId);
  }

  void pausing(String reason) {
    LOG.info("no new jobs are taken: {}", reason);
  }

  void takingJobs() {
    LOG.info("new jobs are taken again");
  }

  void draining(int attempts, int offers) {
    LOG.info("leaving: {} attempts to finish, {} offers to cancel", attempts, offers);
  }

  void drained() {
    LOG.info("left: nothing is running, nothing is on offer");
  }

  void alarm(AttemptId attempt, String what, Duration left) {
    at(Level.WARN, attempt)
        .addKeyValue("secondsLeft", left.toSeconds())
        .log("{}: {} is due and not done, {} s left", attempt, what, left.toSeconds());
  }

  void notCommitting(AttemptId attempt, String reason) {
    at(Level.WARN, attempt)
        .log(
            "{} is not committed to: {}; a late fee is lost rather than the stake",
            attempt,
            reason);
  }

  void slept(Duration time) {
    LOG.warn(
        "this machine slept for {} s: whoever sleeps through a reveal's window loses its stake",
        time.toSeconds());
  }

  void blind(String reason) {
    LOG.warn("{}", reason);
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
    LOG.atInfo().addKeyValue("need", need).log("{} works again", need);
  }

  void refused(AttemptId attempt, String reason) {
    at(Level.DEBUG, attempt).log("{} not accepted: {}", attempt, reason);
  }

  void accepted(AttemptId attempt) {
    at(Level.INFO, attempt).log("{} accepted", attempt);
  }

  void unreachable(Object node, String reason) {
    LOG.atWarn().addKeyValue("peer", node).log("market node {} fails: {}", node, reason);
  }

  void running(AttemptId attempt) {
    at(Level.INFO, attempt).log("{} running", attempt);
  }

  void goesOn(AttemptId attempt, int turns) {
    at(Level.INFO, attempt).log("{} goes on behind turn {}", attempt, turns);
  }

  void waitsForState(AttemptId attempt) {
    at(Level.INFO, attempt).log("{} waits for a node that hands its state over", attempt);
  }

  void turnKept(AttemptId attempt, int turns) {
    at(Level.INFO, attempt).log("{} has turn {} behind it", attempt, turns);
  }

  void turnHandedIn(AttemptId attempt, int turns, Object node) {
    at(Level.DEBUG, attempt).log("{}: turn {} handed in at {}", attempt, turns, node);
  }

  void turnNotHandedIn(AttemptId attempt, Object node, String reason) {
    at(Level.INFO, attempt).log("{}: turn not handed in at {}: {}", attempt, node, reason);
  }

  void stateNotHanded(AttemptId attempt, String reason) {
    at(Level.INFO, attempt).log("{}: a state to go on from is not to be had: {}", attempt, reason);
  }

  @Override
  public void handedIn(LastStateJournal.Attempt id, StateSink node) {
    var attempt = new AttemptId(id.jobId(), id.number());
    at(Level.INFO, attempt).log("{}: last state handed in at {}", attempt, node);
  }

  @Override
  public void notHandedIn(LastStateJournal.Attempt id, StateSink node, String reason) {
    var attempt = new AttemptId(id.jobId(), id.number());
    at(Level.INFO, attempt).log("{}: last state not handed in at {}: {}", attempt, node, reason);
  }

  void lastStateTooLarge(AttemptId attempt) {
    at(Level.WARN, attempt).log("{}: last state is too large for another job", attempt);
  }

  void turnTooLarge(AttemptId attempt, int turns) {
    at(Level.DEBUG, attempt)
        .log("{}: turn {} has too large a state for others to go on", attempt, turns);
  }

  void handingOver(AttemptId attempt, int turns, String reason) {
    at(Level.INFO, attempt).log("{} is handed over behind turn {}: {}", attempt, turns, reason);
  }

  void keeping(AttemptId attempt, String reason) {
    at(Level.WARN, attempt).log("{} is not handed over but finished: {}", attempt, reason);
  }

  void ran(AttemptId attempt, Result result, Duration time) {
    at(Level.INFO, attempt)
        .log(
            "{} ran: {} fuel in {} ms, {}",
            attempt,
            result.fuelUsed(),
            time.toMillis(),
            result.exitStatus());
  }

  void cannotRun(AttemptId attempt, String reason) {
    at(Level.WARN, attempt).log("{} could not be run, trying again: {}", attempt, reason);
  }

  void reached(AttemptId attempt, JobState state) {
    at(Level.INFO, attempt).log("{} {}", attempt, words(state));
  }

  void notDelivered(AttemptId attempt, String reason) {
    at(Level.WARN, attempt).log("{}: output not handed over, trying again: {}", attempt, reason);
  }

  void notSealed(AttemptId attempt, String reason) {
    at(Level.WARN, attempt).log("{}: output not sealed: {}", attempt, reason);
  }

  void demanded(AttemptId attempt) {
    at(Level.INFO, attempt).log("{}: a chunk is demanded on chain", attempt);
  }

  void lost(AttemptId attempt) {
    at(Level.ERROR, attempt)
        .log("{} cannot be revealed: the salt of its commitment is not in this journal", attempt);
  }

  void failed(String aim, String reason) {
    LOG.warn("{} failed, trying again: {}", aim, reason);
  }

  void ended(AttemptId attempt, Ending ending) {
    at(Level.INFO, attempt).log("{} is over: {}", attempt, words(ending));
  }

  void paid(AttemptId attempt, Amount earned) {
    at(Level.INFO, attempt).log("{} paid {}", attempt, tokens(earned));
  }

  /** Says what a provider lost, if that is what happened. */
  void penalty(ChainEvent event, Address self) {
    if (event instanceof ChainEvent.LateFeeCharged late && late.provider().equals(self)) {
      LOG.atWarn()
          .addKeyValue("job", late.jobId())
          .log("{} was late: {} taken from the bond", shortened(late.jobId()), tokens(late.fee()));
    }
    if (event instanceof LegEvent.LegSlashed slash && slash.provider().equals(self)) {
      LOG.atError()
          .addKeyValue("job", slash.jobId())
          .log("{} slashed: {} taken", shortened(slash.jobId()), tokens(slash.lost()));
    }
    if (event instanceof ChainEvent.ProviderSlashed slash && slash.provider().equals(self)) {
      LOG.atError()
          .addKeyValue("job", slash.jobId())
          .log("{} slashed: {} taken", shortened(slash.jobId()), tokens(slash.stake()));
    }
  }

  void trouble(String reason) {
    LOG.warn("trying again: {}", reason);
  }

  private static LoggingEventBuilder at(Level level, AttemptId attempt) {
    return LOG.atLevel(level)
        .addKeyValue("job", attempt.jobId())
        .addKeyValue("attempt", attempt.attempt());
  }

  private static String words(JobState state) {
    return switch (state) {
      case JobState.Open _ -> "waits to be matched";
      case JobState.Running _ -> "matched";
      case JobState.Committed _ -> "committed";
      case JobState.Clear _ -> "drawn: clear";
      case JobState.AuditCommit _ -> "drawn: sampled";
      case JobState.AuditProviderReveal _ -> "verifiers have committed";
      case JobState.AuditReveal _ -> "revealed";
      case JobState.Revealed _ -> "result stands unless challenged";
      case JobState.Disputed _ -> "disputed";
      case JobState.Settled _ -> "settled";
      case JobState.Refunded _ -> "refunded";
      case JobState.Void _ -> "void";
    };
  }

  private static String words(Ending ending) {
    return switch (ending) {
      case LAPSED -> "the acceptance was not landed in time";
      case TAKEN -> "another provider runs it";
      case FAILED -> "open again for others";
      case HANDED_ON -> "open again for others, who go on behind its last turn";
      case REFUNDED -> "the consumer was refunded";
      case VOID -> "nobody could decide";
      case PAID -> "paid";
    };
  }

  private static String shortened(Hash jobId) {
    return jobId.toString().substring(0, 10);
  }

  private String tokens(Price price) {
    return tokens(price.perGfuel());
  }

  private String tokens(Amount amount) {
    return amount.toTokens(decimals);
  }
}
