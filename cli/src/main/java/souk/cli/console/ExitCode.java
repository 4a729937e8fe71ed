package souk.cli.console;

/** How a command ended, as the shell sees it. */
public enum ExitCode {
  /** It did what it was asked. */
  OK(0),
  /** It failed, and trying again may help. */
  RETRY(1),
  /** It failed, and will fail again until something is changed. */
  FAILED(2);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The number handed to the shell, 0..2. */
  public int code() {
    return code;
  }

  /** The code of a failure. */
  public static ExitCode ofFailure(boolean retryMayHelp) {
    return retryMayHelp ? RETRY : FAILED;
  }
}
