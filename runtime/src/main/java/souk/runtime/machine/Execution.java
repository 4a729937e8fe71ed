package souk.runtime.machine;

import java.util.List;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.TurnEffect;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;

/**
 * What an execution produced. All but the log is the result: the same invocation under the same
 * limits gives the same on every engine and every machine.
 *
 * @param status how it ended
 * @param fuelUsed at most the fuel limit
 * @param output what it wrote to standard output before it ended
 * @param log the first {@link Machine#MAX_LOG_BYTES} of what it wrote to standard error
 * @param effects what an agent wants done, in the order of its turns; none for a command
 * @param trace an agent's state hash after each turn that was kept; empty for a command
 */
public record Execution(
    ExitStatus status,
    Fuel fuelUsed,
    Bytes output,
    Bytes log,
    List<TurnEffect> effects,
    List<Hash> trace) {

  /** Copies the lists. */
  public Execution {
    effects = List.copyOf(effects);
    trace = List.copyOf(trace);
  }

  /** What a command produced. */
  public static Execution ofCommand(ExitStatus status, Fuel fuelUsed, Bytes output, Bytes log) {
    return new Execution(status, fuelUsed, output, log, List.of(), List.of());
  }
}
