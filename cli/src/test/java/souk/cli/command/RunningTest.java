package souk.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import souk.settlement.chain.ChainException;

class RunningTest {
  @Test
  void waitsForAChainThatIsAwayWhenTheNodeStarts() throws InterruptedException {
    Iterator<Boolean> answers = List.of(false, false, true).iterator();

    var node = Running.start(() -> start(answers));

    assertThat(node).isEqualTo("runs");
    assertThat(answers).isExhausted();
  }

  @Test
  void doesNotWaitForWhatWillNotHelp() {
    assertThatThrownBy(
            () ->
                Running.start(
                    () -> {
                      throw ChainException.permanent("another chain", null);
                    }))
        .isInstanceOf(ChainException.class)
        .hasMessage("another chain");
  }

  private static String start(Iterator<Boolean> answers) {
    if (answers.next()) {
      return "runs";
    }
    throw ChainException.retryable("the chain does not answer", null);
  }
}
