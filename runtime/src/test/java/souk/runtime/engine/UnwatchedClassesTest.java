package souk.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import souk.protocol.evidence.ExitStatus.OutOfFuel;
import souk.protocol.job.JobKind;
import souk.protocol.value.Fuel;
import souk.runtime.TestModules;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;
import souk.runtime.machine.RunOutcome;
import souk.runtime.module.Admission;

final class UnwatchedClassesTest {
  private static final Limits LIMITS = Limits.of(new Fuel(10_000_000), 64);

  private final Invocation endless = Invocation.of(TestModules.load("endless"), Bytes.EMPTY);

  @BeforeEach
  void interrupt() {
    Thread.currentThread().interrupt();
  }

  @AfterEach
  void forget() {
    Thread.interrupted();
  }

  @Test
  void stopsForNothingButFuel() {
    var outcome = EndiveRun.of(EndiveModule.unwatched(rewritten(), _ -> {}), endless, LIMITS);

    assertThat(EngineBehaviour.completed(outcome).status()).isEqualTo(new OutOfFuel());
  }

  @Test
  void stopsForAnInterruptWhereItIsWatched() {
    var outcome = EndiveRun.of(EndiveModule.compiled(rewritten()), endless, LIMITS);

    assertThat(outcome).isEqualTo(new RunOutcome.HostFault("interrupted"));
  }

  private byte[] rewritten() {
    return switch (Admission.of(endless.module().toArray(), JobKind.COMMAND)) {
      case Admission.Admitted(var module) -> module.rewrite(LIMITS.memoryCap());
      case Admission.Refused(var reason) -> throw new AssertionError(reason);
    };
  }
}
