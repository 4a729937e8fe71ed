package souk.runtime.machine;

import souk.protocol.evidence.ExitStatus;

/**
 * Charges host calls: a fixed part, and a part by what they handle. Fuel is taken before a call has
 * any effect, so a guest that runs out has done nothing it did not pay for.
 */
final class HostFuel {
  /** Every host call, beside what the call instruction costs. */
  static final long CALL = 1_000;

  /** A byte copied between guest and host. */
  static final long BYTE = 1;

  /** A byte of the random stream. */
  static final long RANDOM_BYTE = 64;

  /** Bytes a file grows by for one unit. */
  private static final int GROWN_BYTES = 2;

  /** A byte of a path to be found. */
  static final long PATH_BYTE = 20;

  /** A buffer of a scattered read or write, an argument or variable. */
  static final long ITEM = 20;

  /** An entry of a listing. */
  static final long ENTRY = 200;

  /** A byte of a message to be sent. */
  static final long SENT_BYTE = 4;

  private final GuestFuel fuel;

  HostFuel(GuestFuel fuel) {
    this.fuel = fuel;
  }

  /** Takes {@code count * unit}; ends the guest if that is more than it has. */
  void charge(long count, long unit) {
    fuel.left(fuel.left() - count * unit);
    if (fuel.left() < 0) {
      throw new GuestEnded(new ExitStatus.OutOfFuel());
    }
  }

  /** Takes what it costs that a file grows. */
  void chargeGrowth(int bytes) {
    charge(bytes / GROWN_BYTES, 1);
  }
}
