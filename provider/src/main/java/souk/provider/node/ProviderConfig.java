package souk.provider.node;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import souk.client.session.ChainSession;
import souk.protocol.value.Amount;
import souk.provider.price.PricePolicy;
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
 * @param pricing sets the price of the terms by itself; empty if that stays as it is
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
    Optional<PricePolicy> pricing,
    boolean signsOffer,
    Amount bond,
    Operation operation) {
  /**
   * @throws IllegalArgumentException if an offer that follows the market is to be signed: what was
   *     signed could not be taken back
   */
  public ProviderConfig {
    markets = List.copyOf(markets);
    if (pricing.isPresent() && signsOffer) {
      throw new IllegalArgumentException(
          "an offer at an automatic price is posted: give a price, or no signed offer");
    }
  }
}
