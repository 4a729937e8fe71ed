package souk.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.protocol.job.JobKind;
import souk.protocol.value.Fuel;
import souk.runtime.TestModules;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;
import souk.runtime.machine.RunOutcome;
import souk.runtime.machine.RunOutcome.HostFault;
import souk.runtime.module.Admission;

final class V8EngineTest extends EngineBehaviour {
  private static final Limits NEARLY_UNLIMITED = Limits.of(new Fuel(Long.MAX_VALUE), 16);
  private static final Invocation ENDLESS = Invocation.of(TestModules.load("endless"), Bytes.EMPTY);
  private static final Invocation HELLO = Invocation.of(TestModules.load("hello"), Bytes.EMPTY);
  private static final Limits SMALL = Limits.of(new Fuel(1_000_000), 16);

  private final V8Engine engine = TestV8.engine();

  @Override
  Engine engine() {
    return engine;
  }

  @Test
  void endsJobsThatTakeTooLongAndLeavesNoProcess() {
    var outcome = engine.within(Duration.ofSeconds(2)).run(ENDLESS, NEARLY_UNLIMITED);

    assertThat(outcome).isEqualTo(new HostFault("the job took longer than 2 s"));
    assertThat(TestV8.workers()).isEmpty();
  }

  @Test
  void endsTheJobWhenItsThreadIsInterrupted() throws Exception {
    var run =
        new FutureTask<>(
            () -> {
              var outcome = engine.run(ENDLESS, NEARLY_UNLIMITED);
              assertThat(Thread.currentThread().isInterrupted()).isTrue();
              return outcome;
            });
    var thread = Thread.ofPlatform().start(run);
    TestV8.awaitWorker();

    thread.interrupt();

    assertThat(run.get(60, TimeUnit.SECONDS)).isEqualTo(new HostFault("interrupted"));
    assertThat(TestV8.workers()).isEmpty();
  }

  @Test
  void aWorkerThatDiesIsAHostFault() throws Exception {
    var run = new FutureTask<>(() -> engine.run(ENDLESS, NEARLY_UNLIMITED));
    Thread.ofPlatform().start(run);
    var worker = TestV8.awaitWorker();

    worker.descendants().forEach(ProcessHandle::destroyForcibly);
    worker.destroyForcibly();

    assertThat(run.get(60, TimeUnit.SECONDS))
        .isInstanceOfSatisfying(
            HostFault.class,
            fault -> assertThat(fault.reason()).startsWith("the worker gave no answer"));
  }

  @Test
  void workersEndWithTheirParentEvenInTheMidstOfAJob() throws Exception {
    var worker = start(4_096);

    try (var requests = new DataOutputStream(worker.getOutputStream())) {
      Wire.writeRequest(requests, rewritten(ENDLESS), ENDLESS, NEARLY_UNLIMITED);
    }

    assertThat(worker.waitFor(60, TimeUnit.SECONDS)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"recursion", "indirect-recursion", "deep-frames", "wide-frames"})
  void theCallDepthEndsBeforeTheStack(String name) {
    var invocation = Invocation.of(TestModules.load(name), Bytes.EMPTY);
    var limits = Limits.of(new Fuel(1L << 40), 16);

    assertThat(engine.run(invocation, limits))
        .isEqualTo(EndiveEngine.compiled().run(invocation, limits))
        .isInstanceOf(RunOutcome.Completed.class);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void memoryThatTheHostDoesNotHaveIsItsOwnFault() throws IOException {
    var bomb = Invocation.of(TestModules.load("memory-hog"), Bytes.EMPTY);
    var limits = Limits.of(new Fuel(1L << 40), 16_384);

    try (var worker = new WorkerProcess(start(1_200), TestV8.WALL_CLOCK)) {
      var outcome =
          worker.ask(
              (requests, answers) -> {
                Wire.writeRequest(requests, rewritten(bomb, limits), bomb, limits);
                return Wire.readOutcome(answers, _ -> {}, limits);
              },
              HostFault::new);

      assertThat(outcome).isInstanceOf(HostFault.class);
    }
  }

  @Test
  void putsItsFilesRightWhenTheyWereChanged(@TempDir Path cache) throws IOException {
    var expected = V8Engine.on(cache, TestV8.WALL_CLOCK).run(HELLO, SMALL);
    var file = V8Scripts.in(cache).first();
    Files.writeString(file, "process.exit(1)");

    assertThat(V8Engine.on(cache, TestV8.WALL_CLOCK).run(HELLO, SMALL)).isEqualTo(expected);
    assertThat(expected).isInstanceOf(RunOutcome.Completed.class);
  }

  @Test
  void knowsWhichNodeIsNewEnough() {
    assertThat(NodeProgram.major("v20.20.2")).contains(20);
    assertThat(NodeProgram.major("v8.0.0-nightly")).contains(8);
    assertThat(NodeProgram.major("node 20")).isEmpty();
  }

  private static Process start(int mebibytes) throws IOException {
    if (NodeProgram.presence() instanceof NodeProgram.Presence.Present(var node)) {
      var scripts = TestV8.scripts();
      return node.sandbox()
          .start(
              List.of(scripts.first().toString()),
              List.of(scripts.directory()),
              new Sandbox.Allowance(mebibytes));
    }
    throw new AssertionError("Node.js is gone");
  }

  private static Preparation rewritten(Invocation invocation) {
    return rewritten(invocation, NEARLY_UNLIMITED);
  }

  private static Preparation rewritten(Invocation invocation, Limits limits) {
    if (Admission.of(invocation.module().toArray(), JobKind.COMMAND)
        instanceof Admission.Admitted(var module)) {
      var rewritten = Bytes.of(module.rewrite(limits.memoryCap()));
      return new Preparation.Done(new Artefact(rewritten, Bytes.EMPTY));
    }
    throw new AssertionError("refused");
  }
}
