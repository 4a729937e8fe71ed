package souk.client.telemetry;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Whether a node can do its work: each thing it needs is tried, at most once a second however often
 * somebody asks. Thread-safe.
 */
public final class Readiness {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final List<Probe> probes;

  /**
   * One thing a node needs.
   *
   * @param name what it is, one word
   * @param trouble what strangers are told if it fails, one line
   * @param trial throws if it fails; may block
   */
  public record Need(String name, String trouble, Trial trial) {}

  /** Tries whether something works. */
  @FunctionalInterface
  public interface Trial {
    /** Throws if it does not. */
    void run() throws Exception;
  }

  /** Is told what changes. */
  public interface Listener {
    /** A need fails from now on, and why. */
    void unable(String need, String reason);

    /** It holds again. */
    void able(String need);
  }

  /**
   * @param listener told when a need begins to fail, and why, and when it holds again
   */
  public Readiness(List<Need> needs, Listener listener) {
    this(needs, listener, System::nanoTime);
  }

  /**
   * @param nanos a clock as {@link System#nanoTime}
   */
  Readiness(List<Need> needs, Listener listener, LongSupplier nanos) {
    this.probes = needs.stream().map(need -> new Probe(need, listener, nanos)).toList();
  }

  /** What fails and what strangers are told of it, by name; answers within two seconds. */
  public Map<String, String> troubles() throws InterruptedException {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    probes.forEach(Probe::begin);
    var troubles = new LinkedHashMap<String, String>();
    for (var probe : probes) {
      if (!probe.holds(deadline - System.nanoTime())) {
        troubles.put(probe.need().name(), probe.need().trouble());
      }
    }
    return troubles;
  }
}
