package souk.testnet.attack;

import java.util.List;
import java.util.function.UnaryOperator;
import souk.client.JobRequest;
import souk.testnet.attack.actor.Lie;

/**
 * A provider that runs the ordinary program but for what it commits to. The jobs prefer it, so that
 * it gets them before its cheaper competitors; others are posted for those it was too late for.
 *
 * @param lie what it commits to
 * @param jobs the jobs, in the order they are posted
 */
record LyingProviderPlay(Lie lie, List<UnaryOperator<JobRequest>> jobs) implements PersistentPlay {
  LyingProviderPlay {
    jobs = List.copyOf(jobs);
  }

  @Override
  public void begin(Stage stage) {
    stage.startLyingProvider(1, lie);
  }

  @Override
  public boolean isReady(Stage stage) {
    return stage.isProvider(1);
  }

  @Override
  public void provoke(Stage stage) throws InterruptedException {
    var preferring = Stage.preferring(stage.attacker(1).address());
    for (var shape : jobs) {
      stage.post(request -> shape.apply(preferring.apply(request)));
    }
  }

  @Override
  public boolean hasHappened(Stage stage) {
    return stage.commitments(1) >= jobs.size();
  }
}
