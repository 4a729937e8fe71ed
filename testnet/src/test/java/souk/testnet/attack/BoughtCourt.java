package souk.testnet.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import souk.testnet.attack.actor.Attacker;
import souk.testnet.attack.actor.Lie;
import souk.testnet.attack.actor.Role;

/**
 * All the verifiers there are, who say what their accomplices say.
 *
 * @param verifiers how many
 * @param accomplices names of the accounts, and what each commits to as a provider
 */
record BoughtCourt(int verifiers, Map<String, Lie> accomplices) implements Play {
  BoughtCourt {
    accomplices = Map.copyOf(accomplices);
  }

  @Override
  public int accounts() {
    return verifiers;
  }

  @Override
  public void begin(Stage stage) {
    var arguments = new ArrayList<>(List.of("attack", Role.COLLUDING_VERIFIER.name()));
    accomplices.forEach(
        (name, lie) -> arguments.add(stage.testnet().account(name).address() + "=" + lie));
    for (var i = 1; i <= verifiers; i++) {
      stage.start(i, Attacker.class, arguments);
    }
  }

  @Override
  public boolean isReady(Stage stage) {
    for (var i = 1; i <= verifiers; i++) {
      if (!stage.isVerifier(i)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void provoke(Stage stage) {}
}
