package souk.settlement.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import souk.settlement.chain.AgentEvent;
import souk.settlement.chain.AuditEvent;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.ClaimEvent;
import souk.settlement.chain.DemandEvent;
import souk.settlement.chain.LegEvent;
import souk.settlement.chain.VerifierEvent;

class EventKindsTest {
  @Test
  void numbersEveryKindOfEventOnce() {
    var records =
        Stream.of(
                ChainEvent.class,
                AgentEvent.class,
                AuditEvent.class,
                ClaimEvent.class,
                DemandEvent.class,
                LegEvent.class,
                VerifierEvent.class)
            .flatMap(type -> Arrays.stream(type.getDeclaredClasses()))
            .filter(Class::isRecord)
            .toList();

    var numbers = new HashSet<Integer>();
    records.forEach(kind -> numbers.add(EventKinds.number(kind)));

    assertThat(numbers).hasSameSizeAs(records).hasSizeGreaterThan(50);
  }

  /** Journals hold the numbers. */
  @Test
  void neverChangesANumber() {
    assertThat(EventKinds.number(ChainEvent.Deposited.class)).isZero();
    assertThat(EventKinds.number(ChainEvent.JobSettled.class)).isEqualTo(26);
    assertThat(EventKinds.number(VerifierEvent.StakeReleased.class)).isEqualTo(57);
    assertThat(EventKinds.number(AgentEvent.ChildReported.class)).isEqualTo(87);
  }
}
