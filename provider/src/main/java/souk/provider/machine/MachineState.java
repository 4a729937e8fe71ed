package souk.provider.machine;

import java.time.Duration;
import java.util.Optional;

/** What this machine is like now, as far as its operating system tells. */
public interface MachineState {
  /** Processors. */
  int processors();

  /** Threads that wanted a processor on average over the last minute; empty if that is not told. */
  Optional<Double> load();

  /** Time since a person last used it here; empty if nobody did since it is watched. */
  Optional<Duration> sinceInput();

  /** What it runs on. */
  Power power();

  /** What of this the operating system does not tell, one line; empty if it tells all. */
  Optional<String> blindness();

  /** This machine. */
  static MachineState here() {
    return LinuxState.isHere() ? LinuxState.here() : new PlainState();
  }
}
