package souk.verifier.node;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import souk.client.session.ChainSession;
import souk.protocol.value.Amount;
import souk.runtime.engine.EngineChoice;
import souk.verifier.watch.WatchPlan;

/**
 * What a verifier is told at its start.
 *
 * @param chain the chain, and the journal that survives the process
 * @param markets market nodes, at least one
 * @param blobs directory for blobs of jobs; may be lost
 * @param reports directory for reports of wrong results, each in a directory of its own
 * @param machineCache directory for the machine's start-up files; nodes of one host may share it
 * @param engine what it runs jobs on; {@link EngineChoice#AUTO} is another than the job's provider
 *     declared, where this machine has one
 * @param bond bond it raises itself to out of what its account owns
 * @param watch what it does unasked
 * @param metricsPort where metrics are served, on the loopback interface; empty: nowhere
 */
public record VerifierConfig(
    ChainSession.Config chain,
    List<URI> markets,
    Path blobs,
    Path reports,
    Path machineCache,
    EngineChoice engine,
    Amount bond,
    WatchPlan watch,
    OptionalInt metricsPort) {
  public VerifierConfig {
    markets = List.copyOf(markets);
  }
}
