package souk.client;

import java.nio.file.Path;
import java.time.Duration;
import souk.client.api.WireLimits;
import souk.client.blob.BlobContent;
import souk.client.market.MarketNodes;
import souk.client.session.ChainSession;
import souk.protocol.job.JobKind;
import souk.runtime.engine.Engines;
import souk.runtime.guest.ScriptModule;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Machine;
import souk.runtime.module.Admission;
import souk.settlement.chain.AgentCode;

/** What agents run. */
final class AgentModule {
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private AgentModule() {}

  /**
   * A module made of a script.
   *
   * @throws SoukException if the script fails before its first turn
   */
  static Bytes of(String name, Bytes script, Path machineCache) {
    try {
      return ScriptModule.of(name, script, Engines.on(machineCache).all(LONGEST).getFirst());
    } catch (ScriptModule.Refused e) {
      throw SoukException.of(e, false);
    }
  }

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
