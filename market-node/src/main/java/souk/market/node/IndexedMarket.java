package souk.market.node;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import souk.client.ChainSession;
import souk.client.api.SealedOutput;
import souk.market.blob.LiveMarket;
import souk.market.telemetry.EventLog;
import souk.protocol.value.Hash;
import souk.settlement.index.IndexedJob;

/** The market as the index tells it, for the blob store. */
final class IndexedMarket implements LiveMarket {
  private final ChainSession session;
  private final SealedOutputs sealedOutputs;
  private final EventLog log;

  IndexedMarket(ChainSession session, SealedOutputs sealedOutputs, EventLog log) {
    this.session = session;
    this.sealedOutputs = sealedOutputs;
    this.log = log;
  }

  @Override
  public List<IndexedJob> live() {
    return session.jobs().live();
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
  public void awaitCaughtUp(Duration timeout) {
    session.jobs().awaitCaughtUp(timeout);
  }

  @Override
  public void trouble(String reason) {
    log.trouble(reason);
  }
}
