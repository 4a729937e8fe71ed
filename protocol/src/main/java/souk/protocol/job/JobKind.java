package souk.protocol.job;

import java.util.Arrays;

/** What is run. */
public enum JobKind {
  /** A module's {@code _start}, once. */
  COMMAND(0),
  /** Many turns of a module whose memory persists between them. */
  AGENT_JOB(1);

  private final int code;

  JobKind(int code) {
    this.code = code;
  }

  /** The number on chain. */
  public int code() {
    return code;
  }

  /**
   * Reads the number on chain.
   *
   * @throws IllegalArgumentException if there is no such kind
   */
  public static JobKind of(int code) {
    return Arrays.stream(values())
        .filter(kind -> kind.code == code)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such kind of job: " + code));
  }
}
