package souk.provider.node;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import souk.client.ChainSession;
import souk.protocol.value.Amount;
import souk.runtime.engine.EngineChoice;

/**
 * What a provider is told at its start.
 *
 * @param chain the chain, and the journal that survives the process
 * @param markets market nodes, at least one
 * @param blobs directory for blobs of jobs; may be lost
 * @param machineCache directory for the machine's start-up files; nodes of one host may share it
 * @param engine what it runs jobs on
 * @param terms what it offers
 * @param signsOffer whether it hands a signed offer to the market nodes and posts none
 * @param bond bond it raises itself to out of what its account owns
 * @param operation when it takes jobs, what it may use, and how it is told to leave
 */
public record ProviderConfig(
    ChainSession.Config chain,
    List<URI> markets,
    Path blobs,
    Path machineCache,
    EngineChoice engine,
    OfferTerms terms,
    boolean signsOffer,
    Amount bond,
    Operation operation) {
  public ProviderConfig {
    markets = List.copyOf(markets);
  }
}
