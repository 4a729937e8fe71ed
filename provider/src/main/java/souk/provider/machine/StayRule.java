package souk.provider.machine;

import java.time.Duration;
import java.util.Optional;

/** Whether this machine can be counted on for a while. */
@FunctionalInterface
public interface StayRule {
  /** A machine that always runs. */
  StayRule ALWAYS = _ -> Optional.empty();

  /** Why it may be gone before that time has passed, one line; empty if it will stay. */
  Optional<String> objection(Duration time);
}
