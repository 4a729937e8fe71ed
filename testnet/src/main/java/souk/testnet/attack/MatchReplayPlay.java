package souk.testnet.attack;

import java.util.List;
import java.util.function.UnaryOperator;
import souk.testnet.attack.actor.Attacker;
import souk.testnet.attack.actor.Role;

/** Somebody who sends market nodes' matches once more. */
record MatchReplayPlay() implements Play {
  private static final int JOBS = 2;

  @Override
  public void begin(Stage stage) {
    stage.start(1, Attacker.class, List.of("attack", Role.MATCH_REPLAYER.name()));
  }

  /** It does nothing before it has something to copy: the deployment is nothing to wait for. */
  @Override
  public boolean isReady(Stage stage) {
    return true;
  }

  @Override
  public void provoke(Stage stage) throws InterruptedException {
    for (var i = 0; i < JOBS; i++) {
      stage.post(UnaryOperator.identity());
    }
  }

  @Override
  public boolean isOver(Stage stage) {
    return stage.jobsAreFinal()
        && stage.testnet().chain().nonce(stage.attacker(1).address()) >= JOBS;
  }
}
