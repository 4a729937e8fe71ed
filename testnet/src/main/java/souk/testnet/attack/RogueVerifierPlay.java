package souk.testnet.attack;

import java.util.List;
import souk.testnet.attack.actor.Attacker;
import souk.testnet.attack.actor.Role;

/**
 * A verifier with a program of its own. Honest jobs are posted until it was drawn for the audit of
 * one and lost its lock.
 *
 * @param role what it is
 */
record RogueVerifierPlay(Role role) implements PersistentPlay {
  @Override
  public void begin(Stage stage) {
    stage.start(1, Attacker.class, List.of("attack", role.name()));
  }

  @Override
  public boolean isReady(Stage stage) {
    return stage.isVerifier(1);
  }

  @Override
  public boolean hasHappened(Stage stage) {
    return stage.testnet().operator().jobs().verifiers().stream()
        .filter(verifier -> verifier.address().equals(stage.attacker(1).address()))
        .anyMatch(verifier -> verifier.free().plus(verifier.locked()).isLessThan(Stage.BOND));
  }
}
