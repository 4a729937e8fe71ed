package souk.client.session;

import java.util.concurrent.locks.ReentrantLock;
import souk.client.SoukException;
import souk.protocol.value.Amount;
import souk.settlement.chain.Call;

/** An account's tokens, and its balance in the market. Thread-safe. */
public final class Funds {
  private final ChainSession session;
  private final ReentrantLock depositing = new ReentrantLock();

  /** The funds of the session's account. */
  public Funds(ChainSession session) {
    this.session = session;
  }

  /** What the account can post jobs and bond with. */
  public Amount balance() {
    return session.chain().account(session.address()).marketBalance();
  }

  /** What the account has outside the market. */
  public Amount tokens() {
    return session.chain().account(session.address()).tokens();
  }

  /**
   * Moves tokens from the account's hands into its market balance.
   *
   * @throws SoukException if it holds too few, or the market refuses
   */
  public void deposit(Amount amount) throws InterruptedException {
    // Each approval takes the place of the one before.
    depositing.lockInterruptibly();
    try {
      depositAlone(amount);
    } finally {
      depositing.unlock();
    }
  }

  private void depositAlone(Amount amount) throws InterruptedException {
    var owned = session.chain().account(session.address());
    if (owned.tokens().isLessThan(amount)) {
      throw SoukException.refused(
          "%s holds %s tokens, %s short of the %s to deposit"
              .formatted(
                  session.address(),
                  text(owned.tokens()),
                  text(amount.minus(owned.tokens())),
                  text(amount)));
    }
    if (owned.allowance().isLessThan(amount)) {
      session.perform("approve", new Call.Approve(amount));
    }
    session.perform("deposit", new Call.Deposit(amount));
  }

  /**
   * Moves market balance back into the account's hands.
   *
   * @throws SoukException if there is too little, or the market refuses
   */
  public void withdraw(Amount amount) throws InterruptedException {
    require(amount, "to withdraw");
    session.perform("withdraw", new Call.Withdraw(amount));
  }

  /**
   * Checks that the market balance is enough for a purpose.
   *
   * @param purpose what follows the amount in the message
   * @throws SoukException if it is not; says how much is missing
   */
  public void require(Amount needed, String purpose) {
    var balance = balance();
    if (balance.isLessThan(needed)) {
      throw SoukException.refused(
          "the market balance is %s, %s short of the %s tokens %s"
              .formatted(text(balance), text(needed.minus(balance)), text(needed), purpose));
    }
  }

  private String text(Amount amount) {
    return amount.toTokens(session.chain().deployment().tokenDecimals());
  }
}
