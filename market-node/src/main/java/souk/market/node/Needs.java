package souk.market.node;

import java.time.Clock;
import java.util.List;
import souk.client.session.ChainSession;
import souk.client.telemetry.Readiness;
import souk.client.telemetry.Readiness.Need;
import souk.client.telemetry.SessionNeeds;
import souk.market.blob.BlobStore;
import souk.market.telemetry.EventLog;

/** What a market node needs to do its work, and how each is tried. */
final class Needs {
  private Needs() {}

  static Readiness readiness(ChainSession session, BlobStore blobs, Clock clock, EventLog log) {
    return new Readiness(
        List.of(
            SessionNeeds.endpoint(session.chain()),
            SessionNeeds.journal(session.journal(), clock),
            new Need("blobs", "blobs can be neither taken in nor handed out", blobs::check)),
        log);
  }
}
