package souk.verifier.watch;

import java.util.Arrays;
import souk.protocol.value.Hash;

/** Findings as the court compares them. */
final class Findings {
  /** Votes and verdicts are kept by their first bytes. */
  private static final int KEPT_BYTES = Hash.SIZE - 1;

  private Findings() {}

  /** Whether the court takes the two for the same. */
  static boolean areSame(Hash one, Hash other) {
    return Arrays.equals(one.bytes(), 0, KEPT_BYTES, other.bytes(), 0, KEPT_BYTES);
  }
}
