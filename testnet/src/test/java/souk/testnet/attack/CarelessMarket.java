package souk.testnet.attack;

import java.util.List;
import souk.testnet.attack.actor.Attacker;
import souk.testnet.attack.actor.Role;

/**
 * A consumer of jobs nobody can run, and a provider that promises without looking. The provider
 * attacks nobody: its name says that it is one of the honest.
 */
record CarelessMarket() implements Play {
  static final String PROVIDER = "provider-careless";

  @Override
  public void begin(Stage stage) {
    stage
        .testnet()
        .startProgram(PROVIDER, Attacker.class, List.of("attack", Role.CARELESS_PROVIDER.name()));
    stage.start(1, Attacker.class, List.of("attack", Role.UNRUNNABLE_CONSUMER.name()));
  }

  @Override
  public boolean isReady(Stage stage) {
    return stage.hasBalance(1);
  }

  @Override
  public void provoke(Stage stage) {}

  @Override
  public boolean isOver(Stage stage) {
    return new ConsumerPlay(Role.UNRUNNABLE_CONSUMER, 3).isOver(stage);
  }
}
