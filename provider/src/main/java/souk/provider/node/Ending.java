package souk.provider.node;

/** How an attempt ends for its provider. */
enum Ending {
  /** The acceptance was not landed while it was valid. */
  LAPSED,
  /** Another provider runs this attempt. */
  TAKEN,
  /** The job is open again: this provider was late or found guilty. */
  FAILED,
  /** The job is open again, and who takes it next goes on behind this provider's last turn. */
  HANDED_ON,
  /** The consumer has its money back: it cancelled, or the job found nobody in time. */
  REFUNDED,
  /** Nobody could decide; each has its own money back. */
  VOID,
  /** Paid. */
  PAID
}
