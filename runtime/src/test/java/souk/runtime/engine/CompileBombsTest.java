package souk.runtime.engine;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import souk.protocol.offer.EngineName;
import souk.protocol.value.Fuel;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;
import souk.runtime.machine.RunOutcome.Completed;
import souk.runtime.module.Admission;
import souk.runtime.module.Bombs;
import souk.runtime.workbench.Tools;

/** The biggest modules that are admitted cost bounded time and memory; bigger ones are refused. */
final class CompileBombsTest {
  /** On two cores that do something else as well; some 10 seconds alone. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final long MAX_RESIDENT_KIBIBYTES = 1_500 << 10;
  private static final int SAMPLE_MILLIS = 50;
  private static final Limits LIMITS = Limits.of(new Fuel(1_000_000), 256);

  @TempDir private static Path cache;

  static Stream<Arguments> admitted() {
    Tools.need("node");
    var engines = List.of(ChildProcessRunner.uncached(PATIENCE), V8Engine.on(cache, PATIENCE));
    return engines.stream()
        .flatMap(
            engine ->
                Bombs.admitted().keySet().stream()
                    .map(most -> Arguments.of(engine.name(), most, engine)));
  }

  static Set<String> refused() {
    return Bombs.refused().keySet();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("admitted")
  void areCompiledAndRun(EngineName name, String most, Engine engine) {
    var bomb = Invocation.of(Objects.requireNonNull(Bombs.admitted().get(most)).get(), Bytes.EMPTY);
    var resident = new AtomicLong();

    try (var sampler = Executors.newSingleThreadScheduledExecutor()) {
      var sampling =
          sampler.scheduleAtFixedRate(() -> sample(resident), 0, SAMPLE_MILLIS, MILLISECONDS);
      var outcome = engine.run(bomb, LIMITS);

      assertThat(outcome).as("%s", name).isInstanceOf(Completed.class);
      sampling.cancel(true);
    }
    assertThat(resident.get()).isLessThan(MAX_RESIDENT_KIBIBYTES);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void areRefusedBeyondTheLimits(String most) {
    var bomb = Objects.requireNonNull(Bombs.refused().get(most)).get().toArray();

    var started = System.nanoTime();
    var admission = Admission.of(bomb);

    assertThat(admission).isInstanceOf(Admission.Refused.class);
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(5));
  }

  private static void sample(AtomicLong resident) {
    ProcessHandle.current()
        .descendants()
        .forEach(process -> resident.accumulateAndGet(peak(process), Math::max));
  }

  /** The most memory a process has had, in KiB; 0 where the system does not tell. */
  private static long peak(ProcessHandle process) {
    try (var lines = Files.lines(Path.of("/proc/%d/status".formatted(process.pid())))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException _) {
      return 0;
    }
  }
}
