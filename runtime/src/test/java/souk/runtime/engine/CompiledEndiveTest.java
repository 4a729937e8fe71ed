package souk.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import souk.protocol.value.Fuel;
import souk.runtime.TestModules;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;
import souk.runtime.machine.RunOutcome.HostFault;

final class CompiledEndiveTest extends EngineBehaviour {
  @Override
  Engine engine() {
    return EndiveEngine.compiled();
  }

  @Test
  void endsWhenItsThreadIsInterrupted() {
    var endless = Invocation.of(TestModules.load("endless"), Bytes.EMPTY);
    Thread.currentThread().interrupt();

    var outcome = engine().run(endless, Limits.of(new Fuel(Long.MAX_VALUE), 1));

    assertThat(outcome).isEqualTo(new HostFault("interrupted"));
    assertThat(Thread.interrupted()).isTrue();
  }
}
