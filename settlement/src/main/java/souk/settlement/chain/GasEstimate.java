package souk.settlement.chain;

/** What the chain says a call would cost now. */
public sealed interface GasEstimate {
  /** It would succeed with so much gas. */
  record Units(long gas) implements GasEstimate {}

  /** It would be refused. */
  record Refused(Revert revert) implements GasEstimate {}
}
