package souk.testnet.attack;

import java.util.List;
import souk.testnet.attack.actor.Attacker;
import souk.testnet.attack.actor.Role;

/**
 * A provider with a program of its own, that jobs prefer.
 *
 * @param role what it is
 * @param jobs jobs that prefer it
 */
record RogueProviderPlay(Role role, int jobs) implements Play {
  @Override
  public void begin(Stage stage) {
    stage.start(1, Attacker.class, List.of("attack", role.name()));
  }

  @Override
  public boolean isReady(Stage stage) {
    return stage.isProvider(1);
  }

  @Override
  public void provoke(Stage stage) throws InterruptedException {
    for (var i = 0; i < jobs; i++) {
      stage.post(Stage.preferring(stage.attacker(1).address()));
    }
  }
}
