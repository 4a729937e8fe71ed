package souk.provider.node;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import souk.client.api.SignedOffer;
import souk.client.market.MarketException;
import souk.client.market.MarketNodes;
import souk.client.node.Crew;
import souk.protocol.codec.MarketDomain;
import souk.protocol.offer.EngineName;
import souk.protocol.value.Hash;
import souk.settlement.chain.Chain;
import souk.settlement.chain.Head;
import souk.settlement.keys.Signer;

/**
 * Keeps one signed offer of the provider's terms with the market nodes, so that none has to be
 * posted: hands it over again and again, since a node may lose it, and signs another in time.
 */
final class HandedOffer implements AutoCloseable {
  private static final int SALT_BITS = 256;
  private static final int BLOCKS_BETWEEN = 50;

  private final OfferTerms terms;
  private final EngineName engine;
  private final Signer signer;
  private final Chain chain;
  private final MarketDomain domain;
  private final MarketNodes markets;
  private final SecureRandom random;
  private final ProviderLog log;
  private final Crew<Hash> crew = new Crew<>("hand over offer");
  private @Nullable SignedOffer current;
  private long notBefore;

  HandedOffer(
      OfferTerms terms,
      EngineName engine,
      Signer signer,
      Chain chain,
      MarketNodes markets,
      SecureRandom random,
      ProviderLog log) {
    this.terms = terms;
    this.engine = engine;
    this.signer = signer;
    this.chain = chain;
    this.domain = chain.deployment().domain();
    this.markets = markets;
    this.random = random;
    this.log = log;
  }

  /** Does what is due at that block; never waits for a market node. */
  void keep(Head now) {
    if (now.number() < notBefore) {
      return;
    }
    notBefore = now.number() + BLOCKS_BETWEEN;
    var offer = standing(now);
    var id = domain.offerId(offer.offer());
    crew.start(id, () -> hand(id, offer));
  }

  /** The offer signed last while it counts for long enough, else a new one. */
  private SignedOffer standing(Head now) {
    var nonce = chain.orderNonce(signer.address());
    var renewal = now.time().plus(terms.lifetime().dividedBy(4));
    if (current == null
        || current.offer().nonce() != nonce
        || !current.offer().expiry().isAfter(renewal)) {
      var salt = new BigInteger(SALT_BITS, random);
      var offer = terms.offer(signer.address(), engine, now.time(), nonce, salt);
      current = new SignedOffer(offer, signer.sign(domain.offerId(offer)));
    }
    return current;
  }

  private void hand(Hash id, SignedOffer offer) {
    try {
      markets.putOffer(id, offer);
      log.handedOver(id);
    } catch (MarketException e) {
      log.failed("offer/" + id, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    crew.close();
  }
}
