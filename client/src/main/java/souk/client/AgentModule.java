package souk.client;

import souk.client.api.WireLimits;
import souk.client.blob.BlobContent;
import souk.client.market.MarketNodes;
import souk.client.session.ChainSession;
import souk.protocol.job.JobKind;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Machine;
import souk.runtime.module.Admission;
import souk.settlement.chain.AgentCode;

/** What agents run. */
final class AgentModule {
  private AgentModule() {}

  /**
   * The module as agents name it.
   *
   * @throws SoukException if no provider would run it
   */
  static AgentCode checked(Bytes module) {
    if (Admission.of(module.toArray(), JobKind.AGENT_JOB)
        instanceof Admission.Refused(var reason)) {
      throw SoukException.refused(reason);
    }
    if (module.size() > WireLimits.MAX_BLOB_BYTES) {
      throw SoukException.refused(
          "a module has at most %d bytes".formatted(WireLimits.MAX_BLOB_BYTES));
    }
    return AgentCode.of(module.toArray(), Machine.VERSION);
  }

  /** Hands it to the market nodes, which keep it while an agent that runs it can pay. */
  static void upload(Bytes module, MarketNodes markets, ChainSession session) {
    markets.putBlob(BlobContent.of(module.toArray()), session.uploadSigner());
  }
}
