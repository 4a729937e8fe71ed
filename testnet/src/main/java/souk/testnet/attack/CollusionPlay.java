package souk.testnet.attack;

import java.util.List;
import souk.testnet.attack.actor.Attacker;
import souk.testnet.attack.actor.Lie;
import souk.testnet.attack.actor.Role;

/**
 * A provider that lies, and verifiers that confirm what it says.
 *
 * @param verifiers how many
 * @param jobs jobs that prefer the provider
 */
record CollusionPlay(Lie lie, int verifiers, int jobs) implements PersistentPlay {

  @Override
  public int accounts() {
    return 1 + verifiers;
  }

  @Override
  public void begin(Stage stage) {
    stage.startLyingProvider(1, lie);
    var accomplice = stage.attacker(1).address() + "=" + lie;
    for (var i = 2; i <= accounts(); i++) {
      var role = List.of("attack", Role.COLLUDING_VERIFIER.name(), accomplice);
      stage.start(i, Attacker.class, role);
    }
  }

  @Override
  public boolean isReady(Stage stage) {
    var ready = stage.isProvider(1);
    for (var i = 2; i <= accounts(); i++) {
      ready &= stage.isVerifier(i);
    }
    return ready;
  }

  @Override
  public void provoke(Stage stage) throws InterruptedException {
    for (var i = 0; i < jobs; i++) {
      stage.post(Stage.preferring(stage.attacker(1).address()));
    }
  }

  @Override
  public boolean hasHappened(Stage stage) {
    return stage.commitments(1) >= jobs;
  }
}
