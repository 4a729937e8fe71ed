package souk.runtime.module;

/** How many operands lie on a function's stack, and how many there ever are. */
final class Height {
  private int now;
  private int most;

  int now() {
    return now;
  }

  int most() {
    return most;
  }

  void change(int by) {
    reset(now + by);
  }

  void reset(int to) {
    now = to;
    most = Math.max(most, now);
  }
}
