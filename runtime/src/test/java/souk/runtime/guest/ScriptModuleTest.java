package souk.runtime.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.protocol.codec.AgentInputCodec;
import souk.protocol.evidence.ExitStatus.Exited;
import souk.protocol.job.AgentInput;
import souk.protocol.job.JobKind;
import souk.protocol.job.Message;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.runtime.engine.AgentRunner;
import souk.runtime.engine.Engine;
import souk.runtime.engine.Engines;
import souk.runtime.engine.TurnObserver;
import souk.runtime.machine.AgentJob;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Execution;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;
import souk.runtime.machine.RunOutcome;
import souk.runtime.module.Admission;

final class ScriptModuleTest {
  private static final Fuel FUEL = new Fuel(2_000_000_000L);
  private static final String CLASSIC =
      "let n = 0; const turn = ({ inbox: [{ text }] }) => print(`${++n} ${text()}`)";
  private static final String MODULE =
      """
      let n = 0;
      export function turn({ number, inbox: [{ text }] }) { print(`${++n} ${text()} ${number}`); }
      """;

  @TempDir static Path cache;

  private static Engine engine() {
    return Engines.on(cache).all(Duration.ofMinutes(5)).getFirst();
  }

  private static Bytes module(String name, String script) {
    return ScriptModule.of(name, Bytes.utf8(script), engine());
  }

  private static Execution live(Bytes module) {
    var hello = new Message(Address.ZERO, Amount.ZERO, Bytes.utf8("hello").toArray());
    var input = AgentInputCodec.encode(new AgentInput(FUEL, Amount.ZERO, List.of(hello)));
    var job =
        new AgentJob(
            Invocation.of(module, Bytes.of(input)), Limits.of(FUEL, 1_024), 2, Instant.EPOCH);
    var outcome = new AgentRunner(engine()).run(job, Optional.empty(), TurnObserver.NONE);
    assertThat(outcome).isInstanceOf(RunOutcome.Completed.class);
    return ((RunOutcome.Completed) outcome).execution();
  }

  @Test
  void aScriptLivesWithNothingBesideIt() {
    var execution = live(module("agent.js", CLASSIC));

    assertThat(execution.output().text()).isEqualTo("1 hello\n2 hello\n");
    assertThat(execution.status()).isEqualTo(new Exited(0));
  }

  @Test
  void soDoesAScriptThatIsAModule() {
    assertThat(live(module("agent.mjs", MODULE)).output().text())
        .isEqualTo("1 hello 0\n2 hello 1\n");
    assertThat(live(module("agent.js", MODULE)).output().text())
        .isEqualTo("1 hello 0\n2 hello 1\n");
  }

  @Test
  void theSameScriptMakesTheSameModule() {
    assertThat(module("agent.js", CLASSIC)).isEqualTo(module("agent.js", CLASSIC));
    assertThat(Admission.of(module("agent.js", CLASSIC).toArray(), JobKind.AGENT_JOB))
        .isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void whatComesBeforeTheFirstTurnIsDoneOnce() {
    var module = module("agent.js", "print('once'); const s = [...Array(9).keys()]; " + CLASSIC);

    assertThat(live(module).output().text()).isEqualTo("1 hello\n2 hello\n");
  }

  @Test
  void saysWhyAScriptFails() {
    assertThatThrownBy(() -> module("agent.js", "throw new Error('no such luck')"))
        .isInstanceOf(ScriptModule.Refused.class)
        .hasMessageContaining("no such luck");
    assertThatThrownBy(() -> module("agent.js", "let = = 1"))
        .isInstanceOf(ScriptModule.Refused.class)
        .hasMessageContaining("SyntaxError");
    assertThatThrownBy(() -> module("agent.js", "print(1)"))
        .isInstanceOf(ScriptModule.Refused.class)
        .hasMessageContaining("no turn function");
    assertThatThrownBy(() -> module("agent.mjs", "export const n = 1"))
        .isInstanceOf(ScriptModule.Refused.class)
        .hasMessageContaining("no turn function");
  }
}
