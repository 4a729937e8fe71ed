package souk.testnet.attack;

/** How one attack goes: who attacks, what honest people do meanwhile, and when it is over. */
interface Play {
  /** Accounts the attacker has, each with what every account begins with. */
  default int accounts() {
    return 1;
  }

  /** Whether it is about a market node that everybody must know from the beginning. */
  default boolean isMarketNode() {
    return false;
  }

  /** Starts the attacker's processes. */
  void begin(Stage stage);

  /** Whether they are in position. */
  boolean isReady(Stage stage);

  /** Does what the attack is an attack on: posts honest people's jobs, mostly. */
  void provoke(Stage stage) throws InterruptedException;

  /** Does what honest people do meanwhile, about once a second until it is over. */
  default void react(Stage stage) throws InterruptedException {}

  /** Whether nothing more will come of it. */
  default boolean isOver(Stage stage) {
    return stage.jobsAreFinal();
  }
}
