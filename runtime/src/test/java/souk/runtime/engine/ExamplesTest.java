package souk.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import souk.protocol.evidence.Effect;
import souk.protocol.evidence.ExitStatus.Exited;
import souk.runtime.Examples.Agent;
import souk.runtime.Examples.Command;
import souk.runtime.machine.Execution;
import souk.runtime.machine.RunOutcome;
import souk.runtime.workbench.Tools;

/**
 * The programs people are shown first give the same on every engine, and what they are meant to.
 */
final class ExamplesTest {
  private static final Path GOLDEN = Path.of("src", "test", "resources", "examples");
  private static final Duration WALL_CLOCK = Duration.ofMinutes(5);

  @TempDir static Path cache;

  @ParameterizedTest
  @MethodSource("souk.runtime.Examples#commands")
  void commandsGiveWhatTheyAreMeantTo(Command command) throws IOException {
    var execution = completed(EndiveEngine.compiled().run(command.invocation(), command.limits()));

    assertThat(execution.status()).as(execution.log().text()).isEqualTo(new Exited(0));
    assertThat(execution.output().toArray())
        .asString(StandardCharsets.ISO_8859_1)
        .isEqualTo(golden(command.name() + ".out"));
  }

  @ParameterizedTest
  @MethodSource("souk.runtime.Examples#commands")
  void commandsGiveTheSameOnV8(Command command) {
    var onEndive = EndiveEngine.compiled().run(command.invocation(), command.limits());

    assertThat(v8().run(command.invocation(), command.limits())).isEqualTo(onEndive);
  }

  @ParameterizedTest
  @MethodSource("souk.runtime.Examples#agents")
  void agentsDoWhatTheyAreMeantTo(Agent agent) throws IOException {
    var run = RecordedRun.of(EndiveEngine.compiled(), agent.job());

    var execution = completed(run.outcome());
    assertThat(execution.status()).as(execution.log().text()).isEqualTo(new Exited(0));
    assertThat(execution.trace()).hasSizeGreaterThan(3).doesNotHaveDuplicates();
    assertThat(whatItDid(execution)).isEqualTo(golden(agent.name() + ".txt"));
  }

  @ParameterizedTest
  @MethodSource("souk.runtime.Examples#agents")
  void agentsGoOnFromEveryTurnOnV8(Agent agent) {
    var onEndive = RecordedRun.of(EndiveEngine.compiled(), agent.job());

    for (var stop = 0; stop < onEndive.stops().size(); stop++) {
      assertThat(onEndive.resumed(stop, v8())).as("from %d", stop).isEqualTo(onEndive);
    }
  }

  @ParameterizedTest
  @MethodSource("souk.runtime.Examples#agents")
  void agentsGoOnFromEveryTurnOfV8(Agent agent) {
    var onV8 = RecordedRun.of(v8(), agent.job());

    for (var stop = 0; stop < onV8.stops().size(); stop++) {
      assertThat(onV8.resumed(stop, EndiveEngine.compiled())).as("from %d", stop).isEqualTo(onV8);
    }
  }

  /** Output, then a line for each effect. */
  static String whatItDid(Execution execution) {
    return execution.output().text()
        + execution.effects().stream()
            .map(effect -> "%d: %s\n".formatted(effect.turn(), told(effect.effect())))
            .collect(Collectors.joining());
  }

  private static String told(Effect effect) {
    return switch (effect) {
      case Effect.Pay(var to, var amount) -> "pay %s %s".formatted(to, amount);
      case Effect.Send send ->
          "send %s %s %s"
              .formatted(send.to(), send.value(), new String(send.body(), StandardCharsets.UTF_8));
      case Effect.Spawn(var job, var budget) -> "spawn %s %s".formatted(job, budget);
      case Effect.Sleep(var until) -> "sleep " + until;
      case Effect.End(var heir) -> "end " + heir;
    };
  }

  private static Execution completed(RunOutcome outcome) {
    return EngineBehaviour.completed(outcome);
  }

  private static Engine v8() {
    Tools.need("node");
    return V8Engine.on(cache, WALL_CLOCK);
  }

  private static String golden(String name) throws IOException {
    return Files.readString(GOLDEN.resolve(name), StandardCharsets.ISO_8859_1);
  }
}
