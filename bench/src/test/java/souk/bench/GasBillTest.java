package souk.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GasBillTest {
  @Test
  void sharesGasByStepAndRoleAmongJobs() {
    var bill = new GasBill(10);
    bill.add("ann", Role.CONSUMER, "post", gas(100));
    bill.add("ann", Role.CONSUMER, "post", gas(101));
    bill.add("node", Role.MARKET_NODE, "match", gas(50));

    assertThat(bill.perJob()).isEqualTo(26);
    assertThat(bill.shares("some"))
        .containsExactly(
            Figure.of("some_post", 21, "gas"),
            Figure.of("some_match", 5, "gas"),
            Figure.of("some_by_consumer", 21, "gas"),
            Figure.of("some_by_market_node", 5, "gas"),
            Figure.of("some_transactions", 3, "count"));
  }

  @Test
  void keepsOneSendersShare() {
    var bill = new GasBill(1);
    bill.add("ann", Role.VERIFIER, "commit_answer", gas(7));
    bill.add("ben", Role.VERIFIER, "commit_answer", gas(8));

    assertThat(bill.of("ben").shares("one"))
        .containsExactly(
            Figure.of("one_commit_answer", 8, "gas"), Figure.of("one_transactions", 1, "count"));
  }

  @Test
  void explainsAllOfTheGas() {
    var bill = new GasBill(1);
    bill.add("ann", Role.CONSUMER, "post", new GasSplit(1, 60_000, 400, 800, 1, 1, 1, 1));

    assertThat(bill.explanation("one", 50_000))
        .first()
        .isEqualTo("one is 10,000 gas above its aim of 50,000. Each job pays for");
    assertThat(bill.explanation("one", 50_000))
        .contains("    22,100  1.00 fresh slots: the job's own head, with its state and escrow");
  }

  private static GasSplit gas(long used) {
    return new GasSplit(1, used, 0, 0, 0, 0, 0, 0);
  }
}
