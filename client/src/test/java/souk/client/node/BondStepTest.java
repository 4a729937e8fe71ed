package souk.client.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.settlement.chain.AccountSnapshot;
import souk.settlement.chain.Call;

class BondStepTest {
  @Test
  void doesNothingOnceTheBondIsLargeEnough() {
    assertThat(next(10, 10, owner(0, 0, 0))).isEqualTo(new BondStep.Enough());
    assertThat(next(11, 10, owner(0, 0, 0))).isEqualTo(new BondStep.Enough());
  }

  @Test
  void leavesABondAloneThatLacksLessThanATenth() {
    assertThat(next(90, 100, owner(0, 0, 100))).isEqualTo(new BondStep.Enough());
    assertThat(next(89, 100, owner(0, 0, 100))).isEqualTo(take(new Call.Bond(Amount.of(11))));
  }

  @Test
  void bondsWhatIsMissingOutOfTheMarketBalance() {
    assertThat(next(4, 10, owner(0, 0, 6))).isEqualTo(take(new Call.Bond(Amount.of(6))));
  }

  @Test
  void depositsOnlyWhatTheMarketBalanceLacks() {
    assertThat(next(4, 10, owner(100, 4, 2))).isEqualTo(take(new Call.Deposit(Amount.of(4))));
  }

  @Test
  void approvesBeforeItDeposits() {
    assertThat(next(4, 10, owner(100, 3, 2))).isEqualTo(take(new Call.Approve(Amount.of(4))));
  }

  @Test
  void saysHowMuchTheAccountLacks() {
    assertThat(next(4, 10, owner(1, 0, 2))).isEqualTo(new BondStep.Lacking(Amount.of(3)));
  }

  private static BondStep next(long held, long wanted, AccountSnapshot owner) {
    return BondStep.next(Amount.of(held), Amount.of(wanted), owner, Call.Bond::new);
  }

  private static BondStep take(Call call) {
    return new BondStep.Take(call);
  }

  private static AccountSnapshot owner(long tokens, long allowance, long marketBalance) {
    return new AccountSnapshot(
        Address.ZERO,
        Amount.ZERO,
        Amount.of(tokens),
        Amount.of(allowance),
        Amount.of(marketBalance));
  }
}
