package souk.testnet.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import souk.settlement.chain.ClaimEvent;
import souk.settlement.index.EventQuery;
import souk.testnet.attack.actor.Attacker;
import souk.testnet.attack.actor.Role;

/**
 * Somebody who challenges what is right, as soon as it is revealed. Honest jobs are posted until a
 * challenge of its was in time.
 *
 * @param role what it is
 * @param friends accounts of providers that it spares
 */
record ChallengerPlay(Role role, List<String> friends) implements PersistentPlay {
  ChallengerPlay {
    friends = List.copyOf(friends);
  }

  @Override
  public void begin(Stage stage) {
    var arguments = new ArrayList<>(List.of("attack", role.name()));
    friends.forEach(name -> arguments.add(stage.testnet().account(name).address().toString()));
    stage.start(1, Attacker.class, arguments);
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
  public boolean hasHappened(Stage stage) {
    var challenger = stage.attacker(1).address();
    var claims = EventQuery.newest(Set.of(ClaimEvent.ClaimOpened.class), EventQuery.MOST);
    return stage.testnet().operator().jobs().events(claims).stream()
        .anyMatch(
            event ->
                event instanceof ClaimEvent.ClaimOpened opened
                    && opened.challenger().filter(challenger::equals).isPresent());
  }
}
