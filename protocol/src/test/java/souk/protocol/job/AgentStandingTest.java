package souk.protocol.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;

class AgentStandingTest {
  private static final Hash STATE = Hash.parse("11".repeat(32));

  private static AgentStanding standing(int firstTurn, Amount balance, Hash state) {
    return new AgentStanding(Address.ZERO, firstTurn, balance, Optional.of(state));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MAX_VALUE - 63, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void hasNoTurnOutsideALife(int firstTurn) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> standing(firstTurn, Amount.ZERO, STATE))
        .withMessageContaining("not " + firstTurn);
  }

  @Test
  void hasABalanceOfAtMost128Bits() {
    var tooMuch = new Amount(BigInteger.TWO.pow(128));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> standing(0, tooMuch, STATE))
        .withMessageStartingWith("a balance is below 2^128");
  }

  @Test
  void hasNoStateOfTheZeroHash() {
    assertThatIllegalArgumentException().isThrownBy(() -> standing(0, Amount.ZERO, Hash.ZERO));
  }

  @Test
  void givesAnInputItsFirstTurnAndState() {
    var standing = Optional.of(standing(9, Amount.ZERO, STATE));
    var ofAgent = new AgentInput(new Fuel(1), Amount.ZERO, standing, List.of());
    var alone = new AgentInput(new Fuel(1), Amount.ZERO, List.of());

    assertThat(ofAgent.firstTurn()).isEqualTo(9);
    assertThat(ofAgent.firstState()).contains(STATE);
    assertThat(alone.firstTurn()).isZero();
    assertThat(alone.firstState()).isEmpty();
  }
}
