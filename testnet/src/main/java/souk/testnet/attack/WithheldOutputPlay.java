package souk.testnet.attack;

import java.util.List;
import souk.protocol.job.JobState;
import souk.protocol.value.Address;
import souk.settlement.chain.DemandCall;
import souk.settlement.index.IndexedJob;
import souk.testnet.attack.actor.Attacker;
import souk.testnet.attack.actor.Role;

/**
 * A provider that hands its output to nobody, and a consumer that may demand it on chain.
 *
 * @param demands whether it does
 */
record WithheldOutputPlay(boolean demands) implements Play {
  @Override
  public void begin(Stage stage) {
    stage.start(1, Attacker.class, List.of("attack", Role.OUTPUT_WITHHOLDER.name()));
  }

  @Override
  public boolean isReady(Stage stage) {
    return stage.isProvider(1);
  }

  @Override
  public void provoke(Stage stage) throws InterruptedException {
    stage.post(Stage.preferring(stage.attacker(1).address()));
  }

  @Override
  public void react(Stage stage) {
    stage.jobs().stream()
        .filter(job -> demands && job.snapshot().state() instanceof JobState.Revealed)
        .filter(job -> job.snapshot().provider().filter(it -> isAttacker(stage, it)).isPresent())
        .forEach(job -> demand(stage, job));
  }

  private static boolean isAttacker(Stage stage, Address provider) {
    return provider.equals(stage.attacker(1).address());
  }

  private static void demand(Stage stage, IndexedJob job) {
    var demand = new DemandCall.ForOutput(job.id(), job.result().orElseThrow(), 0);
    var outbox = stage.outbox();
    var key = "demand/" + job.id();
    if (outbox.outcome(key).isEmpty()) {
      outbox.submit(key, demand);
    }
  }
}
