package souk.settlement.keys;

/** How hard a key file makes it to try passwords. */
public enum KeyStrength {
  /** About a second and 256 MiB for each try: for keys that hold real money. */
  STANDARD(1 << 18, 1),
  /** A few milliseconds and 4 MiB for each try: for generated keys of local testnets. */
  LIGHT(1 << 12, 6);

  private final int cost;
  private final int parallelism;

  KeyStrength(int cost, int parallelism) {
    this.cost = cost;
    this.parallelism = parallelism;
  }

  /** N of scrypt (RFC 7914). */
  int cost() {
    return cost;
  }

  /** p of scrypt. */
  int parallelism() {
    return parallelism;
  }
}
