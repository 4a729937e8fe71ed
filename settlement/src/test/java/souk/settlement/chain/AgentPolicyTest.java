package souk.settlement.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import souk.protocol.evidence.EffectKind;
import souk.protocol.offer.Tags;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Price;

class AgentPolicyTest {
  @Test
  void keepsAReserveOfTurnsAtTheMostCeiling() {
    var policy = policy(Set.of());

    // 3 fuel at 2 per 10^9 is rounded up to 1, and there are two tips of 7.
    assertThat(policy.turnCost(Price.of(2))).isEqualTo(Amount.of(15));
    assertThat(policy.reserve()).isEqualTo(Amount.of(5 * 15));
  }

  @Test
  void hasABitForEachKindOfEffect() {
    assertThat(policy(Set.of(EffectKind.PAY, EffectKind.END)).kindBits()).isEqualTo(0b100010);
    assertThat(AgentPolicy.kindsOf(0b100010)).containsExactly(EffectKind.PAY, EffectKind.END);
    assertThat(AgentPolicy.kindsOf(0b11000001)).isEmpty();
  }

  @Test
  void numbersAgentsFromOne() {
    assertThat(AgentId.parse("7")).isEqualTo(new AgentId(7)).hasToString("7");
    assertThatIllegalArgumentException().isThrownBy(() -> new AgentId(0));
    assertThatIllegalArgumentException().isThrownBy(() -> AgentId.parse("seven"));
  }

  @Test
  void hasNoMessagesThatAreTooLong() {
    assertThat(MessageBody.of(new byte[4_096]).sizeBytes()).isEqualTo(4_096);
    assertThatIllegalArgumentException().isThrownBy(() -> MessageBody.of(new byte[4_097]));
  }

  private static AgentPolicy policy(Set<EffectKind> kinds) {
    return new AgentPolicy(
        new Fuel(3),
        1,
        2,
        5,
        Price.of(1),
        Price.of(9),
        Duration.ofHours(1),
        kinds,
        Tags.NONE,
        Amount.of(100),
        Amount.of(100),
        Amount.ZERO,
        5,
        Amount.of(7),
        Duration.ofMinutes(1),
        Duration.ofHours(1),
        4,
        2,
        false);
  }
}
