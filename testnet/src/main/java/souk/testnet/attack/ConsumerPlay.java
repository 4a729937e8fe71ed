package souk.testnet.attack;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import souk.settlement.chain.ChainEvent;
import souk.settlement.index.EventQuery;
import souk.testnet.attack.actor.Attacker;
import souk.testnet.attack.actor.Role;

/**
 * A consumer that posts jobs that do harm, beside one of an honest consumer.
 *
 * @param role what it is
 * @param jobs how many it posts
 */
record ConsumerPlay(Role role, int jobs) implements Play {
  @Override
  public void begin(Stage stage) {
    stage.start(1, Attacker.class, List.of("attack", role.name()));
  }

  @Override
  public boolean isReady(Stage stage) {
    return stage.hasBalance(1);
  }

  @Override
  public void provoke(Stage stage) throws InterruptedException {
    stage.post(UnaryOperator.identity());
  }

  @Override
  public boolean isOver(Stage stage) {
    var attacker = stage.attacker(1).address();
    var index = stage.testnet().operator().jobs();
    var query = EventQuery.newest(Set.of(ChainEvent.JobPosted.class), EventQuery.MOST);
    var posted =
        index.events(query).stream()
            .map(ChainEvent.JobPosted.class::cast)
            .filter(event -> event.job().consumer().equals(attacker))
            .count();
    return stage.jobsAreFinal()
        && posted == jobs
        && index.live().stream().noneMatch(job -> job.spec().consumer().equals(attacker));
  }
}
