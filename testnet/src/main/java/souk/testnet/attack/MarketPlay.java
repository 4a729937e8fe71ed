package souk.testnet.attack;

import java.util.List;
import java.util.function.UnaryOperator;
import souk.client.market.MarketClient;
import souk.client.market.MarketException;
import souk.testnet.attack.actor.Attacker;
import souk.testnet.attack.actor.Role;

/**
 * A market node that everybody knows beside the honest ones.
 *
 * @param role what it is
 */
record MarketPlay(Role role) implements Play {
  private static final int JOBS = 2;

  @Override
  public boolean isMarketNode() {
    return true;
  }

  @Override
  public void begin(Stage stage) {
    var port = String.valueOf(stage.address().getPort());
    var honest = stage.testnet().markets().getFirst().toString();
    stage.start(1, Attacker.class, List.of("attack", role.name(), port, honest));
  }

  @Override
  public boolean isReady(Stage stage) {
    try {
      var info = new MarketClient(stage.address()).info();
      return info.node().equals(stage.attacker(1).address());
    } catch (MarketException e) {
      return false;
    }
  }

  @Override
  public void provoke(Stage stage) throws InterruptedException {
    for (var i = 0; i < JOBS; i++) {
      stage.post(UnaryOperator.identity());
    }
  }
}
