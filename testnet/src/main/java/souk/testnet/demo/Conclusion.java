package souk.testnet.demo;

import java.util.Map;

/** How a demo ended. */
public interface Conclusion {
  /** Whether everything the demo claims held. */
  boolean holds();

  /** All of it in the order it is shown, as values JSON knows. */
  Map<String, Object> fields();

  /**
   * The same for a person.
   *
   * @param decimals digits after the point one token has
   */
  String text(int decimals);
}
