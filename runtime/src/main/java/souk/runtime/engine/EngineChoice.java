package souk.runtime.engine;

import java.util.Locale;

/** What somebody wants jobs run on. */
public enum EngineChoice {
  /** The best there is. */
  AUTO,
  /** Endive, in a Java process. */
  ENDIVE,
  /** V8, in a Node.js process. */
  V8;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
