package souk.client.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import souk.protocol.offer.EngineName;
import souk.protocol.value.Fuel;
import souk.runtime.engine.ChildEngine;
import souk.runtime.engine.Opening;
import souk.runtime.machine.AgentJob;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;
import souk.runtime.machine.RunOutcome;
import souk.runtime.state.Snapshot;

class SecondOpinionTest {
  private static final Optional<EngineName> V8 = Optional.of(new EngineName("v8"));
  private static final Optional<EngineName> ENDIVE = Optional.of(new EngineName("endive"));
  private static final Optional<EngineName> STRANGE = Optional.of(new EngineName("strange"));

  private final ChildEngine v8 = new FakeEngine("v8", true);
  private final ChildEngine endive = new FakeEngine("endive", true);
  private final ChildEngine slow = new FakeEngine("endive", false);

  @Test
  void isAnotherEngineThanTheProviders() {
    assertThat(choice(V8, v8, endive)).isSameAs(endive);
    assertThat(choice(ENDIVE, v8, endive)).isSameAs(v8);
  }

  @Test
  void isTheFastestWhereAnyWouldDo() {
    assertThat(choice(STRANGE, v8, endive)).isSameAs(v8);
    assertThat(choice(Optional.empty(), v8, endive)).isSameAs(v8);
  }

  @Test
  void isTheSameEngineWhereThereIsNoOther() {
    assertThat(choice(ENDIVE, endive)).isSameAs(endive);
  }

  @Test
  void isTheSameEngineWhereTheOtherDoesNotSuitTheJob() {
    assertThat(choice(V8, v8, slow)).isSameAs(v8);
  }

  @Test
  void isAnUnsuitedEngineRatherThanNone() {
    assertThat(choice(V8, slow)).isSameAs(slow);
  }

  private static ChildEngine choice(Optional<EngineName> declared, ChildEngine... engines) {
    var invocation = Invocation.of(Bytes.EMPTY, Bytes.EMPTY);
    return new SecondOpinion(List.of(engines))
        .engineFor(declared, invocation, Limits.of(new Fuel(1), 1));
  }

  private record FakeEngine(EngineName name, boolean suits) implements ChildEngine {
    FakeEngine(String name, boolean suits) {
      this(new EngineName(name), suits);
    }

    @Override
    public Optional<String> objection(Invocation invocation, Limits limits) {
      return suits ? Optional.empty() : Optional.of("too slow");
    }

    @Override
    public ChildEngine within(Duration wallClock) {
      return this;
    }

    @Override
    public void prepare() {}

    @Override
    public String isolation() {
      return "none";
    }

    @Override
    public Optional<String> warning() {
      return Optional.empty();
    }

    @Override
    public RunOutcome run(Invocation invocation, Limits limits) {
      return new RunOutcome.HostFault("a fake runs nothing");
    }

    @Override
    public Opening open(AgentJob job, Optional<Snapshot> from) {
      return new Opening.HostFault("a fake runs nothing");
    }
  }
}
