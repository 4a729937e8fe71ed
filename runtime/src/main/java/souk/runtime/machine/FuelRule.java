package souk.runtime.machine;

import souk.protocol.evidence.ExitStatus;
import souk.protocol.value.Fuel;

/**
 * How an execution ended and what it is charged, from what every engine leaves behind; {@code
 * docs/machine.md}, "Ends".
 *
 * <p>The counter in the global is exact when the guest returns, exits, reaches {@code unreachable},
 * runs out of call depth or is ended by the host. Any other trap happens inside a segment whose
 * counter is still in a local, and is charged the whole limit.
 */
public final class FuelRule {
  private FuelRule() {}

  /** What an end comes to. */
  public record Charge(ExitStatus status, Fuel fuelUsed) {}

  /**
   * The guest's entry function returned.
   *
   * @param limit the fuel limit
   * @param left what the fuel global holds
   */
  public static Charge returned(Fuel limit, long left) {
    return exact(new ExitStatus.Exited(0), limit, left);
  }

  /**
   * A host call ended the guest.
   *
   * @param status how
   * @param limit the fuel limit
   * @param left what the fuel global holds
   */
  public static Charge ended(ExitStatus status, Fuel limit, long left) {
    return exact(status, limit, left);
  }

  /**
   * The engine trapped.
   *
   * @param limit the fuel limit
   * @param left what the fuel global holds
   * @param depth what the depth global holds
   */
  public static Charge trapped(Fuel limit, long left, int depth) {
    return exact(new ExitStatus.Trapped(), limit, left < 0 || depth < 0 ? left : 0);
  }

  private static Charge exact(ExitStatus status, Fuel limit, long left) {
    return left < 0
        ? new Charge(new ExitStatus.OutOfFuel(), limit)
        : new Charge(status, new Fuel(limit.units() - left));
  }
}
