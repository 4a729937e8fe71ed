package souk.testnet.attack;

/** How one attack goes: who attacks, what honest people do meanwhile, and when it is over. */
interface Play {
  /** Accounts the attacker has, each with what every account begins with. */
  default int accounts() {
    return 1;
  }

  /** Starts the attacker's processes. */
  void begin(Stage stage);

  /** Whether they are in position. */
  boolean isReady(Stage stage);

  /** Does what the attack is an attack on: posts honest people's jobs, mostly. */
  void provoke(Stage stage) throws InterruptedException;

  /** Whether nothing more will come of it. */
  default boolean isOver(Stage stage) {
    return stage.jobsAreFinal();
  }
}
