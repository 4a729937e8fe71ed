package souk.runtime.engine;

import java.time.Duration;
import java.util.Optional;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;

/** An engine whose every job is a process of its own, kept from this host. */
public interface ChildEngine extends Engine {

  /** The same engine with another longest time a job may take, start of the process included. */
  ChildEngine within(Duration wallClock);

  /**
   * Makes what helps its processes to start, or waits for another process that is making it. Takes
   * some seconds the first time.
   */
  void prepare();

  /** What keeps a job from the host here, for operators: one line. */
  String isolation();

  /** What should keep a job from the host and does not here: one line; empty if nothing is left. */
  Optional<String> warning();

  /** Why this engine would be unreasonably slow at that, one line; empty if it suits. */
  Optional<String> objection(Invocation invocation, Limits limits);
}
