package souk.market.order;

import java.time.Instant;
import souk.client.api.SignedJob;
import souk.client.api.SignedOffer;
import souk.protocol.codec.MarketDomain;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.protocol.value.Signature;

/** An offer or a job with its signature and its id. */
sealed interface SignedOrder {
  /** The order's id, and the digest that is signed. */
  Hash id();

  /** Whose order it says it is. */
  Address signer();

  /** What is said to be the signer's. */
  Signature signature();

  /** The order nonce it is signed under. */
  long nonce();

  /** Last block time at which it may be matched. */
  Instant end();

  /** A provider's. */
  record OfOffer(Hash id, SignedOffer signed) implements SignedOrder {
    static OfOffer of(SignedOffer signed, MarketDomain domain) {
      return new OfOffer(domain.offerId(signed.offer()), signed);
    }

    @Override
    public Address signer() {
      return signed.offer().provider();
    }

    @Override
    public Signature signature() {
      return signed.signature();
    }

    @Override
    public long nonce() {
      return signed.offer().nonce();
    }

    @Override
    public Instant end() {
      return signed.offer().expiry();
    }
  }

  /** A consumer's. */
  record OfJob(Hash id, SignedJob signed) implements SignedOrder {
    static OfJob of(SignedJob signed, MarketDomain domain) {
      return new OfJob(domain.jobId(signed.job()), signed);
    }

    @Override
    public Address signer() {
      return signed.job().consumer();
    }

    @Override
    public Signature signature() {
      return signed.signature();
    }

    @Override
    public long nonce() {
      return signed.job().nonce();
    }

    @Override
    public Instant end() {
      return signed.job().latestFinish();
    }
  }
}
