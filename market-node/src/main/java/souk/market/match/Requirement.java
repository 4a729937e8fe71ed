package souk.market.match;

import java.util.Locale;

/** What a job asks of an offer and its provider, in the order in which it is explained. */
public enum Requirement {
  /** The offer's price is at most the job's ceiling, and one the contracts can hold. */
  PRICE,
  /** The offer takes jobs of that much fuel. */
  FUEL,
  /** The offer takes jobs of that much memory. */
  MEMORY,
  /** At the speed the offer declares the job is done by its latest finish. */
  SPEED,
  /** The offer carries every capability tag the job asks for. */
  TAGS,
  /** The offer's stake multiple is at least what the job asks for. */
  STAKE,
  /** The stake deters cheating for the value at risk, and somebody can verify. */
  VALUE_AT_RISK,
  /** The provider is in one of the regions wished for. */
  REGION,
  /** The offer is for the engine wished for. */
  ENGINE,
  /** The provider's audited value is at least what is wished for. */
  REPUTATION,
  /** The offer has not expired. */
  EXPIRY,
  /** The provider has a free slot. */
  SLOTS,
  /** The provider's free bond covers stake and audit deposit. */
  BOND,
  /** The consumer did not block the provider. */
  BLOCKED,
  /** The provider did not fail an earlier attempt of the job. */
  FAILED_BEFORE,
  /** The chain has not just refused this job to this provider. */
  REFUSED_BEFORE;

  /** The name in lower case, as the API has it: {@code value_at_risk}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
