package souk.testnet.attack;

import java.util.List;
import java.util.function.UnaryOperator;
import souk.settlement.chain.ChainEvent;
import souk.testnet.attack.actor.Attacker;
import souk.testnet.attack.actor.Role;

/** The same work posted twice: once honest people commit to it, the attacker is given it too. */
record CopiedCommitmentPlay() implements Play {
  @Override
  public void begin(Stage stage) {
    stage.start(1, Attacker.class, List.of("attack", Role.COMMITMENT_COPIER.name()));
  }

  @Override
  public boolean isReady(Stage stage) {
    return stage.isProvider(1);
  }

  @Override
  public void provoke(Stage stage) throws InterruptedException {
    stage.post(UnaryOperator.identity());
  }

  @Override
  public void react(Stage stage) throws InterruptedException {
    var original = stage.jobs();
    if (original.size() == 1 && isCommitted(stage)) {
      stage.repost(original.getFirst().id(), Stage.preferring(stage.attacker(1).address()));
    }
  }

  @Override
  public boolean isOver(Stage stage) {
    return stage.jobs().size() == 2 && stage.jobsAreFinal();
  }

  private static boolean isCommitted(Stage stage) {
    var job = stage.jobs().getFirst().id();
    return stage.testnet().operator().jobs().events(job).stream()
        .anyMatch(ChainEvent.Committed.class::isInstance);
  }
}
