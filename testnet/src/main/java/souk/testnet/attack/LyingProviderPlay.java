package souk.testnet.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import souk.client.JobRequest;
import souk.testnet.attack.actor.Lie;
import souk.testnet.attack.actor.LyingProvider;

/**
 * A provider that runs the ordinary program but for what it commits to. The jobs prefer it, so that
 * it gets them before its cheaper competitors.
 *
 * @param lie what it commits to
 * @param jobs the jobs, in the order they are posted
 */
record LyingProviderPlay(Lie lie, List<UnaryOperator<JobRequest>> jobs) implements Play {
  private static final List<String> OPTIONS =
      List.of(
          "run", "--price", "2.2", "--bond", "200", "--slots", "2", "--fuel-per-second", "250M");

  LyingProviderPlay {
    jobs = List.copyOf(jobs);
  }

  @Override
  public void begin(Stage stage) {
    var arguments = new ArrayList<>(List.of(lie.label()));
    arguments.addAll(OPTIONS);
    stage.start(1, LyingProvider.class, arguments);
  }

  @Override
  public boolean isReady(Stage stage) {
    return stage.hasOffer(stage.attacker(1).address());
  }

  @Override
  public void provoke(Stage stage) throws InterruptedException {
    var preferring = Stage.preferring(stage.attacker(1).address());
    for (var shape : jobs) {
      stage.post(request -> shape.apply(preferring.apply(request)));
    }
  }
}
