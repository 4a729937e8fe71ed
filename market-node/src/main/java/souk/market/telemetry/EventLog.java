package souk.market.telemetry;

import java.net.URI;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import souk.client.telemetry.Readiness;
import souk.protocol.codec.MarketDomain;
import souk.protocol.job.Exit;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.Revert;

/** Every line that an operator of a market node sees. */
public final class EventLog implements Readiness.Listener {
  private static final Logger LOG = LoggerFactory.getLogger("souk.market");
  private static final int SHOWN_DIGITS = 10;

  /** The node serves and follows the chain. */
  public void started(Address node, String host, int port, MarketDomain domain) {
    LOG.info(
        "market node {} serves http://{}:{} for market {} on chain {}",
        node,
        host,
        port,
        domain.market(),
        domain.chainId());
  }

  /** A provider is asked to run a job. */
  public void asked(Hash jobId, int attempt, Address provider) {
    about(jobId, provider)
        .addKeyValue("attempt", attempt)
        .log("asked {} to run job {} (attempt {})", provider, shortened(jobId), attempt);
  }

  /** A provider was asked and did not answer in time. */
  public void unanswered(Hash jobId, Address provider) {
    about(jobId, provider).log("{} did not answer for job {}", provider, shortened(jobId));
  }

  /** A provider took a job; the match is on its way to the chain. */
  public void accepted(Hash jobId, Address provider) {
    about(jobId, provider).log("{} accepted job {}", provider, shortened(jobId));
  }

  /** Matches are on the chain. */
  public void matched(int jobs, long block, Hash transaction) {
    LOG.atInfo()
        .addKeyValue("transaction", transaction)
        .addKeyValue("block", block)
        .log("matched {} in block {} by {}", counted(jobs), block, shortened(transaction));
  }

  /** Matches did not take effect. */
  public void notMatched(String reason) {
    LOG.info("matches were not landed: {}", reason);
  }

  /** Somebody else was faster, or the job or provider changed: normal. */
  public void skipped(Hash id, Revert reason) {
    LOG.debug("{} was skipped: {}", shortened(id), reason);
  }

  /** Exits that were due are on their way to the chain. */
  public void exits(Exit exit, int jobs) {
    LOG.info("calling {} for {}", exit, counted(jobs));
  }

  /** Makes known on chain how far a provider that may be late has brought a job. */
  public void landing(Hash jobId, int attempt, int turns) {
    LOG.atInfo()
        .addKeyValue("job", jobId)
        .addKeyValue("attempt", attempt)
        .log("landing turn {} of {}", turns, jobId);
  }

  /** A peer does not take a state that it should have, too. */
  public void stateNotShared(Hash jobId, Object peer, String reason) {
    LOG.atInfo()
        .addKeyValue("job", jobId)
        .log("{} does not take a state of {}: {}", peer, shortened(jobId), reason);
  }

  /**
   * A call for an agent is on its way to the chain.
   *
   * @param doing as {@code waking}
   * @param turns turns it has completed
   */
  public void agentMinded(String doing, AgentId agent, int turns) {
    LOG.atInfo().addKeyValue("agent", agent).log("{} agent {} (turn {})", doing, agent, turns);
  }

  /** A call for an agent cannot be made now; it is tried again. */
  public void agentWaits(String doing, AgentId agent, String reason) {
    LOG.atInfo().addKeyValue("agent", agent).log("not {} agent {} yet: {}", doing, agent, reason);
  }

  /** An agent's tip is not worth the gas. */
  public void agentNotWorth(String doing, AgentId agent, Amount tip, long gas) {
    LOG.atInfo()
        .addKeyValue("agent", agent)
        .log("not {} agent {}: its tip of {} is not worth {} gas", doing, agent, tip, gas);
  }

  /** A peer answers, for the first time or again. */
  public void peerFound(URI peer, Address node) {
    LOG.atInfo().addKeyValue("peer", peer).log("peer {} is market node {}", peer, node);
  }

  /** A peer does not answer any more. */
  public void peerLost(URI peer, String reason) {
    LOG.atInfo().addKeyValue("peer", peer).log("peer {} is gone: {}", peer, reason);
  }

  /** A peer sends orders that nobody who checks would hand over. */
  public void peerDistrusted(String peer, String reason, Duration howLong) {
    LOG.atWarn()
        .addKeyValue("peer", peer)
        .log("peer {} is not asked for orders for {}: {}", peer, howLong, reason);
  }

  /** Something the node needs fails. */
  @Override
  public void unable(String need, String reason) {
    LOG.atWarn().addKeyValue("need", need).log("not ready: {}: {}", need, reason);
  }

  /** It works again. */
  @Override
  public void able(String need) {
    LOG.atInfo().addKeyValue("need", need).log("{} works again", need);
  }

  /** Something went wrong that the node tries again. */
  public void trouble(String reason) {
    LOG.warn("{}", reason);
  }

  private static LoggingEventBuilder about(Hash jobId, Address provider) {
    return LOG.atInfo().addKeyValue("job", jobId).addKeyValue("provider", provider);
  }

  /** Enough of a hash to find it again. */
  private static String shortened(Hash hash) {
    return hash.toString().substring(0, SHOWN_DIGITS);
  }

  private static String counted(int jobs) {
    return jobs == 1 ? "1 job" : jobs + " jobs";
  }
}
