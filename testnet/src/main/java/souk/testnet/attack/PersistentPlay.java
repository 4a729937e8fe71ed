package souk.testnet.attack;

import java.util.function.UnaryOperator;

/** Goes on, two jobs at a time, until what it is about has happened once. */
interface PersistentPlay extends Play {
  /** Most jobs it takes before that is given up. */
  int MOST_JOBS = 12;

  /** Whether it has happened. */
  boolean hasHappened(Stage stage);

  @Override
  default void provoke(Stage stage) throws InterruptedException {
    stage.post(UnaryOperator.identity());
    stage.post(UnaryOperator.identity());
  }

  @Override
  default void react(Stage stage) throws InterruptedException {
    if (stage.jobsAreFinal() && !hasHappened(stage) && stage.jobs().size() < MOST_JOBS) {
      provoke(stage);
    }
  }

  @Override
  default boolean isOver(Stage stage) {
    return stage.jobsAreFinal() && hasHappened(stage);
  }
}
