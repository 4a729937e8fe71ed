package souk.testnet.attack;

import java.util.List;
import souk.testnet.attack.actor.Attacker;
import souk.testnet.attack.actor.Role;

/**
 * Somebody who lands market nodes' matches before they do. Honest jobs are posted until one of its
 * copies was in a block before what it copies.
 */
record MatchFrontRunPlay() implements PersistentPlay {
  @Override
  public void begin(Stage stage) {
    stage.start(1, Attacker.class, List.of("attack", Role.MATCH_FRONT_RUNNER.name()));
  }

  /** It does nothing before it has something to copy: the deployment is nothing to wait for. */
  @Override
  public boolean isReady(Stage stage) {
    return true;
  }

  @Override
  public boolean hasHappened(Stage stage) {
    return FrontRun.wasFirst(stage.testnet(), stage.attacker(1).address());
  }
}
