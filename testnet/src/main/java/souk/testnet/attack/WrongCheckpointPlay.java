package souk.testnet.attack;

import java.util.List;
import souk.testnet.attack.actor.Attacker;
import souk.testnet.attack.actor.Role;

/**
 * A provider that signs a wrong checkpoint of an agent's job, which honest ones bring to its end.
 */
record WrongCheckpointPlay() implements Play {
  @Override
  public void begin(Stage stage) {
    stage.start(1, Attacker.class, List.of("attack", Role.CHECKPOINT_FORGER.name()));
  }

  @Override
  public boolean isReady(Stage stage) {
    return stage.isProvider(1);
  }

  @Override
  public void provoke(Stage stage) throws InterruptedException {
    stage.postAgent(Stage.preferring(stage.attacker(1).address()));
  }
}
