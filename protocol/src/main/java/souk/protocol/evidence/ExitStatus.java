package souk.protocol.evidence;

/** How an execution ended. Each of them is a result: it is committed to, audited and paid. */
public sealed interface ExitStatus {

  /** The canonical number, as {@code Result.exitStatus} on chain: 0 to 2^33. */
  long code();

  /**
   * Reads the canonical number.
   *
   * @throws IllegalArgumentException if no execution ends with that number
   */
  static ExitStatus of(long code) {
    if (code == Trapped.CODE) {
      return new Trapped();
    }
    return code == OutOfFuel.CODE ? new OutOfFuel() : new Exited(code);
  }

  /**
   * The module ended by itself.
   *
   * @param code what it handed to {@code proc_exit}, 0 to 2^32 - 1; 0 if it just returned
   */
  record Exited(long code) implements ExitStatus {
    private static final long MAX = 0xFFFF_FFFFL;

    /**
     * @throws IllegalArgumentException if the code is outside 0..2^32 - 1
     */
    public Exited {
      if (code < 0 || code > MAX) {
        throw new IllegalArgumentException("an exit code is 0..2^32 - 1: " + code);
      }
    }
  }

  /** The module did something that WebAssembly or the machine ends with a trap. */
  record Trapped() implements ExitStatus {
    static final long CODE = 1L << 32;

    @Override
    public long code() {
      return CODE;
    }
  }

  /** The module wanted more fuel than its limit. */
  record OutOfFuel() implements ExitStatus {
    static final long CODE = 1L << 33;

    @Override
    public long code() {
      return CODE;
    }
  }
}
