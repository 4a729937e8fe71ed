package souk.testnet.attack;

import java.util.List;
import java.util.function.UnaryOperator;
import souk.testnet.attack.actor.Attacker;
import souk.testnet.attack.actor.Role;

/**
 * A verifier with a program of its own. Honest jobs are posted until it was drawn for the audit of
 * one and lost its lock.
 *
 * @param role what it is
 */
record RogueVerifierPlay(Role role) implements Play {
  private static final int MOST_JOBS = 12;

  @Override
  public void begin(Stage stage) {
    stage.start(1, Attacker.class, List.of("attack", role.name()));
  }

  @Override
  public boolean isReady(Stage stage) {
    return stage.isVerifier(1);
  }

  @Override
  public void provoke(Stage stage) throws InterruptedException {
    stage.post(UnaryOperator.identity());
    stage.post(UnaryOperator.identity());
  }

  @Override
  public void react(Stage stage) throws InterruptedException {
    if (stage.jobsAreFinal() && !hasLost(stage) && stage.jobs().size() < MOST_JOBS) {
      provoke(stage);
    }
  }

  @Override
  public boolean isOver(Stage stage) {
    return stage.jobsAreFinal() && hasLost(stage);
  }

  private static boolean hasLost(Stage stage) {
    return stage.testnet().operator().jobs().verifiers().stream()
        .filter(verifier -> verifier.address().equals(stage.attacker(1).address()))
        .anyMatch(verifier -> verifier.free().plus(verifier.locked()).isLessThan(Stage.BOND));
  }
}
