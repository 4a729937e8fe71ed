package souk.testnet.settlement;

import souk.settlement.chain.Parameters;

/** Parameters that tests deploy markets with. */
final class Markets {
  private Markets() {}

  /** A provider's first job is audited, the next is sampled as seldom as its stake allows. */
  static Parameters whereOneAuditSuffices() {
    return Parameters.LOCAL.withHistory(1, 0);
  }

  /** As {@link #whereOneAuditSuffices}, with windows of minutes. */
  static Parameters whereThereIsTime() {
    return Parameters.STANDARD.withHistory(1, 0);
  }
}
