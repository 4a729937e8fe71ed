package souk.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import souk.protocol.job.JobKind;
import souk.protocol.value.Fuel;
import souk.runtime.TestModules;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;
import souk.runtime.machine.RunOutcome;
import souk.runtime.machine.RunOutcome.HostFault;

final class ChildProcessRunnerTest extends EngineBehaviour {
  private static final Duration WALL_CLOCK = Duration.ofSeconds(60);
  private static final Limits NEARLY_UNLIMITED = Limits.of(new Fuel(Long.MAX_VALUE), 16);
  private static final Invocation ENDLESS = Invocation.of(TestModules.load("endless"), Bytes.EMPTY);
  private static final Invocation HELLO = Invocation.of(TestModules.load("hello"), Bytes.EMPTY);
  private static final Limits OTHER_MEMORY = Limits.of(new Fuel(1_000_000), 17);
  private static final Limits SMALL = Limits.of(new Fuel(1_000_000), 16);

  @TempDir private static Path sharedCache;
  private static ChildProcessRunner shared;

  @BeforeAll
  static void prepare() {
    shared = ChildProcessRunner.cached(WALL_CLOCK, sharedCache);
    shared.prepare();
  }

  @Override
  Engine engine() {
    return shared;
  }

  @Test
  void runsTheSameWithoutACache() {
    var uncached = ChildProcessRunner.uncached(WALL_CLOCK);

    assertThat(uncached.run(HELLO, SMALL)).isEqualTo(engine().run(HELLO, SMALL));
  }

  @Test
  void endsJobsThatTakeTooLongAndLeavesNoProcess() {
    var runner = ChildProcessRunner.uncached(Duration.ofSeconds(2));

    var outcome = runner.run(ENDLESS, NEARLY_UNLIMITED);

    assertThat(outcome).isEqualTo(new HostFault("the job took longer than 2 s"));
    assertThat(Workers.alive()).isEmpty();
  }

  @Test
  void endsTheJobWhenItsThreadIsInterrupted() throws InterruptedException {
    var outcome = new AtomicReference<RunOutcome>();
    var interrupted = new AtomicReference<Boolean>();
    var thread =
        Thread.ofPlatform()
            .start(
                () -> {
                  outcome.set(engine().run(ENDLESS, NEARLY_UNLIMITED));
                  interrupted.set(Thread.currentThread().isInterrupted());
                });
    Workers.await();

    thread.interrupt();
    thread.join(WALL_CLOCK);

    assertThat(outcome.get()).isEqualTo(new HostFault("interrupted"));
    assertThat(interrupted.get()).isTrue();
    assertThat(Workers.alive()).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void givesWorkersAnEmptyEnvironment() throws IOException, InterruptedException {
    var thread = Thread.ofPlatform().start(() -> engine().run(ENDLESS, NEARLY_UNLIMITED));

    var worker = Workers.await();

    // The shell that opens the filter of system calls says where it is.
    assertThat(Files.readString(Path.of("/proc/" + worker.pid() + "/environ")))
        .matches("(PWD=[^\0]*\0)?");
    thread.interrupt();
    thread.join(WALL_CLOCK);
  }

  @Test
  void workersEndWithTheirParent() throws IOException, InterruptedException {
    var worker =
        WorkerCommand.of(Optional.empty()).start(JobKind.COMMAND, ENDLESS, NEARLY_UNLIMITED);

    try (var requests = new DataOutputStream(worker.getOutputStream())) {
      Wire.writeRequest(requests, new Preparation.Private(), ENDLESS, NEARLY_UNLIMITED);
    }

    assertThat(worker.waitFor(WALL_CLOCK.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void keepsOneArchiveAndRunsWithoutItWhenItIsDamaged() throws IOException {
    var expected = engine().run(HELLO, SMALL);
    var archive = files(sharedCache, ".aot").getFirst();
    var bytes = Files.readAllBytes(archive);

    Files.writeString(archive, "no archive");
    var outcome = engine().run(HELLO, SMALL);
    Files.write(archive, bytes);

    assertThat(outcome).isEqualTo(expected);
    assertThat(files(sharedCache, ".aot")).containsExactly(archive);
  }

  @Test
  void runsTheSameFromKeptCode() throws IOException {
    var first = engine().run(HELLO, OTHER_MEMORY);

    assertThat(files(sharedCache, ".artefact")).isNotEmpty();
    assertThat(engine().run(HELLO, OTHER_MEMORY)).isEqualTo(first);
  }

  @Test
  void preparesAgainWhenKeptCodeIsDamaged() throws IOException {
    var first = engine().run(HELLO, SMALL);
    for (var kept : files(sharedCache, ".artefact")) {
      Files.writeString(kept, "no code");
    }

    assertThat(engine().run(HELLO, SMALL)).isEqualTo(first);
    assertThat(files(sharedCache, ".artefact")).anyMatch(kept -> kept.toFile().length() > 1_000);
  }

  @Test
  void runsWithACacheThatCannotBeUsed(@TempDir Path directory) throws IOException {
    var file = Files.writeString(directory.resolve("file"), "in the way");

    var runner = ChildProcessRunner.cached(WALL_CLOCK, file);

    runner.prepare();
    assertThat(runner.run(HELLO, SMALL)).isEqualTo(engine().run(HELLO, SMALL));
  }

  private static List<Path> files(Path cache, String suffix) throws IOException {
    try (var files = Files.list(cache)) {
      return files.filter(file -> file.toString().endsWith(suffix)).toList();
    }
  }
}
