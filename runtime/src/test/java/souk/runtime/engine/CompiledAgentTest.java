package souk.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import souk.runtime.TestAgents;

final class CompiledAgentTest extends AgentBehaviour {
  @Override
  Engine engine() {
    return EndiveEngine.compiled();
  }

  @Test
  void allTurnsShareAThread() {
    var throughout = new HashSet<Thread>();

    new AgentRunner(engine())
        .run(
            TestAgents.keeper(),
            (now, _, _) -> {
              if (now.turns() == 1) {
                throughout.addAll(guests());
              } else {
                throughout.retainAll(guests());
              }
            });

    assertThat(throughout).isNotEmpty();
  }

  private static Set<Thread> guests() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("souk-guest"))
        .collect(Collectors.toSet());
  }
}
