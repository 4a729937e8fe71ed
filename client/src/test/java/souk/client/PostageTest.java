package souk.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.settlement.chain.AgentCode;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.AgentPolicy;
import souk.settlement.chain.AgentSnapshot;
import souk.settlement.chain.AgentState;
import souk.settlement.chain.Head;
import souk.settlement.chain.OpenTurn;
import souk.settlement.chain.PolicyDraft;

class PostageTest {
  private static final Hash HASH = Hash.ZERO;
  private static final Head HEAD = new Head(1, HASH, HASH, Instant.EPOCH);
  private static final AgentState IDLE = new AgentState.Idle();

  // At a price of 100 a turn costs 100, and two tips of 5.
  private static final AgentPolicy POLICY =
      PolicyDraft.of(new Fuel(1_000_000_000), Price.of(100))
          .tip(Amount.of(5))
          .postage(Amount.of(30))
          .policy();

  @Test
  void paysForATurnWhereNobodyHasPaidYet() {
    assertThat(waking(IDLE, 100, 0)).isEqualTo(Amount.of(110));
  }

  @Test
  void paysWhatMessagesBeforeHaveNot() {
    assertThat(waking(IDLE, 100, 1)).isEqualTo(Amount.of(109));
    assertThat(waking(IDLE, 100, 79)).isEqualTo(Amount.of(31));
  }

  @Test
  void isNeverLessThanTheAgentAsks() {
    assertThat(waking(IDLE, 100, 80)).isEqualTo(Amount.of(30));
    assertThat(waking(IDLE, 100, 81)).isEqualTo(Amount.of(30));
    assertThat(waking(IDLE, 100, 110)).isEqualTo(Amount.of(30));
    assertThat(waking(IDLE, 100, 1_000)).isEqualTo(Amount.of(30));
  }

  @Test
  void followsThePriceOfTheLastTurn() {
    assertThat(waking(IDLE, 150, 0)).isEqualTo(Amount.of(160));
  }

  @Test
  void allowsForTheCeilingOfATurnThatIsOpen() {
    assertThat(waking(new AgentState.Working(openAt(101)), 100, 0)).isEqualTo(Amount.of(111));
    assertThat(waking(new AgentState.Landing(openAt(200)), 100, 0)).isEqualTo(Amount.of(210));
  }

  @Test
  void isNotLessBecauseATurnIsOpenForLess() {
    assertThat(waking(new AgentState.Working(openAt(100)), 100, 0)).isEqualTo(Amount.of(110));
    assertThat(waking(new AgentState.Working(openAt(99)), 100, 0)).isEqualTo(Amount.of(110));
  }

  private static Amount waking(AgentState state, long price, long paid) {
    return Postage.waking(
        new AgentSnapshot(
            new AgentId(7),
            state,
            false,
            Address.ZERO,
            Optional.empty(),
            new AgentCode(HASH, HASH, 1),
            POLICY,
            HASH,
            0,
            Optional.empty(),
            Instant.EPOCH,
            Duration.ZERO,
            Price.of(price),
            Amount.of(paid),
            0,
            0,
            0,
            0,
            Amount.ZERO,
            0,
            Amount.ZERO,
            HEAD));
  }

  private static OpenTurn openAt(long ceiling) {
    return new OpenTurn(
        HASH,
        Address.ZERO,
        Instant.EPOCH,
        0,
        0,
        0,
        0,
        Amount.ZERO,
        Amount.ZERO,
        Price.of(ceiling),
        Amount.ZERO);
  }
}
