package souk.provider.machine;

import java.time.Duration;
import java.util.Optional;

/** What a machine runs on. */
public sealed interface Power {

  /** A socket, or nothing that tells otherwise. */
  record Mains() implements Power {}

  /**
   * A battery that is being emptied.
   *
   * @param percent charge, 0..100
   * @param left how long it lasts at what is drawn now; empty if that is not told
   */
  record Battery(int percent, Optional<Duration> left) implements Power {}
}
