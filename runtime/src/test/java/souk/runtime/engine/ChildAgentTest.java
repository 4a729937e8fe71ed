package souk.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.protocol.job.JobKind;
import souk.protocol.value.Fuel;
import souk.runtime.TestAgents;
import souk.runtime.machine.AgentJob;
import souk.runtime.machine.Limits;
import souk.runtime.machine.RunOutcome;
import souk.runtime.machine.RunOutcome.HostFault;
import souk.runtime.machine.TurnOrder;
import souk.runtime.state.Checkpoint;
import souk.runtime.state.Snapshot;

final class ChildAgentTest extends AgentBehaviour {
  private static final Duration WALL_CLOCK = Duration.ofSeconds(60);
  private static final Fuel PLENTY = new Fuel(1L << 60);
  private static final AgentJob ENDLESS =
      TestAgents.job("endless-turn", 8, PLENTY, Limits.of(PLENTY, 1));

  @TempDir private static Path cache;
  private static ChildProcessRunner shared;

  @BeforeAll
  static void prepare() {
    shared = ChildProcessRunner.cached(WALL_CLOCK, cache);
    shared.prepare();
  }

  @Override
  Engine engine() {
    return shared;
  }

  @Test
  void runsAllTurnsInOneProcessAndEndsIt() {
    var seen = new ArrayList<Long>();

    new AgentRunner(shared)
        .run(
            TestAgents.keeper(),
            (_, _, _) -> Workers.alive().map(ProcessHandle::pid).forEach(seen::add));

    assertThat(seen).hasSize(8);
    assertThat(seen.stream().distinct()).hasSize(1);
    assertThat(Workers.alive()).isEmpty();
  }

  @Test
  void anAgentWhoseWorkerIsKilledInATurnGoesOnElsewhere() throws Exception {
    var uninterrupted = RecordedRun.of(EndiveEngine.compiled(), TestAgents.keeper());
    var killed =
        new AgentRunner(shared)
            .run(
                TestAgents.keeper(),
                (now, _, _) -> {
                  if (now.turns() == 5) {
                    Workers.alive().forEach(ProcessHandle::destroyForcibly);
                  }
                });

    assertThat(killed)
        .isInstanceOfSatisfying(
            HostFault.class,
            fault -> assertThat(fault.reason()).startsWith("the worker gave no answer"));
    assertThat(uninterrupted.resumed(5, shared)).isEqualTo(uninterrupted);
  }

  @Test
  void aWorkerKilledAmidATurnIsAHostFault() throws Exception {
    var run = new FutureTask<>(() -> new AgentRunner(shared).run(ENDLESS, TurnObserver.NONE));
    Thread.ofPlatform().start(run);
    var worker = Workers.await();

    Workers.awaitCpu(worker, Duration.ofSeconds(2));
    worker.destroyForcibly();

    assertThat(run.get(WALL_CLOCK.toSeconds(), TimeUnit.SECONDS)).isInstanceOf(HostFault.class);
    assertThat(Workers.alive()).isEmpty();
  }

  @Test
  void endsJobsThatTakeTooLongOverAllTheirTurns() {
    var runner = new AgentRunner(shared.within(Duration.ofSeconds(2)));

    assertThat(runner.run(ENDLESS, TurnObserver.NONE))
        .isEqualTo(new HostFault("the job took longer than 2 s"));
    assertThat(Workers.alive()).isEmpty();
  }

  @Test
  void hasNoTurnAfterOneThatWasNotKept() {
    if (!(shared.open(TestAgents.job("endless-turn", 3), Optional.empty())
        instanceof Opening.Opened(var machine))) {
      throw new AssertionError("not opened");
    }
    var order = new TurnOrder(0, new Fuel(50_000), 0, 0);
    assertThat(machine.turn(order).kept()).isTrue();
    assertThat(machine.turn(order).kept()).isFalse();

    assertThat(Workers.alive()).isEmpty();
    assertThatThrownBy(() -> machine.turn(order)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void closingEndsTheProcess() {
    if (shared.open(TestAgents.keeper(), Optional.empty()) instanceof Opening.Opened(var machine)) {
      assertThat(Workers.alive()).hasSize(1);
      machine.close();
    }

    assertThat(Workers.alive()).isEmpty();
  }

  @Test
  void hasRoomForAnAgentThatFillsAllItsMemoryAndChangesItAll() {
    var limits = Limits.of(new Fuel(1_000_000_000), 512);
    var hoarder = TestAgents.job("hoarder", 4, new Fuel(200_000_000), limits);
    var runner = new AgentRunner(shared);
    var checkpoints = new ArrayList<Checkpoint>();
    var full = new AtomicReference<Snapshot>();

    var outcome =
        runner.run(
            hoarder,
            (now, _, state) -> {
              checkpoints.add(now);
              if (now.turns() == 3) {
                full.set(state.snapshot());
              }
            });

    assertThat(full.get().pages()).isEqualTo(512);
    assertThat(full.get().blocks()).hasSize(512 * 16);
    assertThat(
            runner.resume(hoarder, checkpoints.get(2), Optional.of(full.get()), TurnObserver.NONE))
        .isEqualTo(outcome)
        .isInstanceOf(RunOutcome.Completed.class);
  }

  @Test
  void endsTheTurnWhenItsThreadIsInterrupted() throws Exception {
    var interrupted = new FutureTask<>(() -> runAndSeeInterrupt(new AgentRunner(shared)));
    var thread = Thread.ofPlatform().start(interrupted);
    Workers.awaitCpu(Workers.await(), Duration.ofSeconds(2));

    thread.interrupt();

    assertThat(interrupted.get(WALL_CLOCK.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(Workers.alive()).isEmpty();
  }

  private static boolean runAndSeeInterrupt(AgentRunner runner) {
    assertThat(runner.run(ENDLESS, TurnObserver.NONE)).isEqualTo(new HostFault("interrupted"));
    return Thread.currentThread().isInterrupted();
  }

  @Test
  void workersWithAgentsEndWithTheirParent() throws Exception {
    var worker =
        WorkerCommand.of(Optional.empty())
            .start(JobKind.AGENT_JOB, ENDLESS.invocation(), ENDLESS.limits());

    try (var requests = new DataOutputStream(worker.getOutputStream())) {
      AgentWire.writeRequest(requests, new Preparation.Private(), ENDLESS, Optional.empty());
      AgentWire.writeOrder(requests, new TurnOrder(0, PLENTY, 0, 0));
      AgentWire.writeOrder(requests, new TurnOrder(1, PLENTY, 0, 0));
    }

    assertThat(worker.waitFor(WALL_CLOCK.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }
}
