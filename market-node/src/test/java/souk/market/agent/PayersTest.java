package souk.market.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import souk.protocol.value.Amount;

class PayersTest {
  private static final Amount RESERVE = Life.POLICY.reserve();

  private final FakeAgents facts = new FakeAgents();
  private final Payers payers = new Payers(facts);

  @Test
  void anAgentPaysWhileItHasItsReserve() {
    facts.agents.add(Life.idle(0));
    facts.balance = RESERVE;
    assertThat(payers.states()).containsExactly(Life.STATE);

    facts.balance = RESERVE.minus(Amount.of(1));

    assertThat(payers.all()).isEmpty();
    assertThat(payers.states()).isEmpty();
  }

  @Test
  void aFrozenAgentPaysWithWhatCameWithItsMail() {
    facts.balance = RESERVE.minus(Amount.of(1));
    facts.agents.add(Life.idle(30));
    var cost = Life.POLICY.turnCost(Life.POLICY.leastCeiling());
    var postage = Life.message(1).postage();
    while (postage.times(facts.unread.size()).isLessThan(cost)) {
      assertThat(payers.all()).isEmpty();
      facts.unread.add(Life.message(facts.unread.size()));
    }

    assertThat(payers.all()).hasSize(1);
  }

  @Test
  void aTurnThatIsPostedIsPaid() {
    facts.balance = Amount.ZERO;
    facts.agents.add(Life.working(1));

    assertThat(payers.all()).hasSize(1);
  }

  @Test
  void nothingIsKeptForAnAgentThatHasEnded() {
    facts.agents.add(Life.ended(1));

    assertThat(payers.all()).isEmpty();
  }
}
