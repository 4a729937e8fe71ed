package souk.market.node;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import souk.client.api.SealedOutput;
import souk.client.session.ChainSession;
import souk.market.agent.Payers;
import souk.market.blob.LiveMarket;
import souk.market.order.SignedOrders;
import souk.market.telemetry.EventLog;
import souk.protocol.codec.Digests;
import souk.protocol.job.JobSpec;
import souk.protocol.value.Hash;
import souk.settlement.index.IndexedAgent;
import souk.settlement.index.IndexedJob;

/** The market as the index tells it, for the blob store. */
final class IndexedMarket implements LiveMarket {
  private final ChainSession session;
  private final SealedOutputs sealedOutputs;
  private final SignedOrders orders;
  private final Payers payers;
  private final EventLog log;

  IndexedMarket(
      ChainSession session,
      SealedOutputs sealedOutputs,
      SignedOrders orders,
      Payers payers,
      EventLog log) {
    this.session = session;
    this.sealedOutputs = sealedOutputs;
    this.orders = orders;
    this.payers = payers;
    this.log = log;
  }

  @Override
  public List<IndexedJob> live() {
    return session.jobs().live();
  }

  @Override
  public Map<Hash, JobSpec> awaited() {
    var awaited = new HashMap<Hash, JobSpec>();
    orders.jobs().forEach(it -> awaited.put(session.domain().jobId(it.job()), it.job()));
    return awaited;
  }

  @Override
  public Map<Hash, Hash> modules() {
    return payers.all().stream().collect(toMap(IndexedMarket::id, agent -> agent.code().module()));
  }

  private static Hash id(IndexedAgent agent) {
    return Digests.keccak256(agent.account().bytes());
  }

  @Override
  public Optional<IndexedJob> job(Hash id) {
    return session.jobs().job(id);
  }

  @Override
  public Optional<SealedOutput> sealedOutput(Hash jobId) {
    return sealedOutputs.of(jobId);
  }

  @Override
  public boolean isOurs(IndexedJob job) {
    return job.snapshot()
        .match()
        .filter(match -> match.marketNode().equals(session.address()))
        .isPresent();
  }

  @Override
  public boolean awaitCaughtUp(Duration timeout) {
    return session.jobs().catchesUp(timeout);
  }

  @Override
  public void trouble(String reason) {
    log.trouble(reason);
  }
}
