package souk.runtime.machine;

/** The fuel counter of a running module: the global the rewriter added. */
public interface GuestFuel {

  /** Fuel left; below zero once the guest is out of it. */
  long left();

  /** Sets the fuel left. */
  void left(long units);
}
