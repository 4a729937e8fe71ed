package souk.cli.command;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import souk.cli.console.CommandException;
import souk.client.Agent;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.PolicyDraft;

class AgentUpgradeCommandTest {
  private static final Hash STATE = Hash.parse("11".repeat(32));

  private static Agent agent(Hash state) {
    return new Agent(
        new AgentId(7),
        Address.ZERO,
        Optional.empty(),
        Agent.State.IDLE,
        false,
        STATE,
        1,
        PolicyDraft.of(new Fuel(1), new Price(Amount.of(1))).policy(),
        state,
        0,
        Optional.empty(),
        Instant.EPOCH,
        Optional.empty(),
        0,
        0,
        0,
        Optional.empty(),
        Amount.ZERO,
        1);
  }

  @Test
  void anAgentThatHasNotBegunTakesAScript() {
    assertThatCode(() -> AgentUpgradeCommand.requireNoTurn(agent(Hash.ZERO)))
        .doesNotThrowAnyException();
  }

  @Test
  void oneThatHasBegunKeepsTheScriptInItsState() {
    assertThatThrownBy(() -> AgentUpgradeCommand.requireNoTurn(agent(STATE)))
        .isInstanceOf(CommandException.class)
        .hasMessage(
            "agent 7 has had a turn: the script it began with is part of its state, and goes on");
  }
}
