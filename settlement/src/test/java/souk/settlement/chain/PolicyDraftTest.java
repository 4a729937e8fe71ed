package souk.settlement.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Price;

class PolicyDraftTest {
  private static final Fuel FUEL = new Fuel(1_000_000_000);
  private static final Price PRICE = Price.of(2_000_000);

  @ParameterizedTest
  @ValueSource(longs = {1, 1_000, 1_000_000_000, (1L << 48) - 1})
  void itsDefaultsSuitAnyTurn(long fuel) {
    assertThat(PolicyDraft.of(new Fuel(fuel), Price.of(1)).policy().objection()).isEmpty();
    assertThat(PolicyDraft.of(new Fuel(fuel), PRICE).policy().objection()).isEmpty();
  }

  @Test
  void byDefaultEachMessagePaysATurn() {
    var policy = PolicyDraft.of(FUEL, PRICE).policy();

    assertThat(policy.postage()).isEqualTo(policy.turnCost(policy.mostCeiling()));
    assertThat(policy.mostCeiling()).isEqualTo(Price.of(4_000_000));
  }

  @Test
  void saysWhichRuleIsBroken() {
    assertBroken(draft().verification(1, 5), "2..7 verifiers");
    assertBroken(draft().mostCeiling(Price.of(1)), "least price ceiling is not above");
    assertBroken(draft().reserve(0), "reserve lasts");
    assertBroken(draft().children(17, 1, Duration.ofHours(1)), "0..16 children");
    assertBroken(draft().turnTime(Duration.ofDays(366)), "365 days");
    assertBroken(draft().raiseAfter(Duration.ofMillis(1_500)), "a ceiling is raised after");
    assertBroken(draft().memory(0), "1..65536 pages");
    assertBroken(draft().mostPerTurn(Amount.of(Long.MAX_VALUE).times(Long.MAX_VALUE)), "2^80");
    assertBroken(PolicyDraft.of(Fuel.ZERO, PRICE), "fuel limit");
    assertBroken(PolicyDraft.of(FUEL, Price.of(0)), "price ceilings");
  }

  @Test
  void putsNoMoreAtRiskThanStakesOutweigh() {
    // P is 2 tokens, S is 5 P at least: P + X is below 150 tokens.
    assertThat(draft().mostPerTurn(Amount.of(147_999_999)).policy().objection()).isEmpty();
    assertBroken(draft().mostPerTurn(Amount.of(148_000_000)), "P + X < 15 S");
  }

  @Test
  void countsTheTurnsThatABalancePays() {
    var policy = draft().policy();

    assertThat(policy.runway(policy.reserve().minus(Amount.of(1)))).isZero();
    assertThat(policy.runway(policy.reserve())).isOne();
    assertThat(policy.runway(policy.reserve().plus(policy.turnCost(policy.mostCeiling()))))
        .isEqualTo(2);
  }

  private static PolicyDraft draft() {
    return PolicyDraft.of(FUEL, PRICE);
  }

  private static void assertBroken(PolicyDraft draft, String rule) {
    assertThat(draft.policy().objection()).hasValueSatisfying(it -> assertThat(it).contains(rule));
  }
}
