package souk.testnet.simulation;

/** What the market remembers of one provider. */
public final class Standing {
  /** Clean audits that end the suspicion after a fault. */
  private static final int CLEAN_AUDITS_OWED = 5;

  private long audited;
  private long faults;
  private int cleanAuditsOwed;

  /** A newcomer's. */
  public Standing() {}

  /** One of a provider whose audited jobs were worth so much. */
  public static Standing of(long audited) {
    var standing = new Standing();
    standing.audited = audited;
    return standing;
  }

  /** Value of its audited jobs since its last fault. */
  public long audited() {
    return audited;
  }

  /** Faults ever. */
  public long faults() {
    return faults;
  }

  /** Clean audits until its last fault stops making every draw sampled. */
  public int cleanAuditsOwed() {
    return cleanAuditsOwed;
  }

  void passAudit(long value) {
    audited = Math.addExact(audited, value);
    cleanAuditsOwed = Math.max(0, cleanAuditsOwed - 1);
  }

  void fail() {
    audited = 0;
    faults++;
    cleanAuditsOwed = CLEAN_AUDITS_OWED;
  }
}
