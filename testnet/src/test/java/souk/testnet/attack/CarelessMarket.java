package souk.testnet.attack;

import java.util.List;
import java.util.stream.Stream;
import souk.testnet.attack.actor.Attacker;
import souk.testnet.attack.actor.Role;
import souk.testnet.cluster.NodeAccount;

/**
 * A consumer whose jobs nobody should take, and a provider that takes them. The provider attacks
 * nobody: its name says that it is one of the honest.
 *
 * @param consumer what the consumer is
 * @param jobs how many it posts
 * @param provider what the provider is
 */
record CarelessMarket(Role consumer, int jobs, Role provider) implements Play {
  /** The provider's name. */
  String providerName() {
    return "provider-" + provider;
  }

  @Override
  public void begin(Stage stage) {
    var from = stage.attacker(1).address().toString();
    var careless = List.of("attack", provider.name(), from);
    stage.testnet().startProgram(providerName(), Attacker.class, careless);
  }

  @Override
  public boolean isReady(Stage stage) {
    return stage.isProvider(stage.testnet().account(providerName()));
  }

  /** The consumer begins where everybody can be asked, and asks nobody who is careful. */
  @Override
  public void provoke(Stage stage) {
    var careful =
        stage.testnet().accounts().values().stream()
            .filter(account -> !account.name().equals(providerName()))
            .filter(stage::isProvider)
            .map(NodeAccount::address)
            .map(Object::toString);
    var arguments = Stream.concat(Stream.of("attack", consumer.name()), careful).toList();
    stage.start(1, Attacker.class, arguments);
  }

  @Override
  public boolean isOver(Stage stage) {
    return new ConsumerPlay(consumer, jobs).isOver(stage);
  }
}
