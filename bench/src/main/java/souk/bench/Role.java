package souk.bench;

import java.util.Locale;

/** Who pays for a transaction. */
enum Role {
  CONSUMER,
  PROVIDER,
  MARKET_NODE,
  VERIFIER;

  /** As part of a figure's name. */
  String figure() {
    return name().toLowerCase(Locale.ROOT);
  }
}
