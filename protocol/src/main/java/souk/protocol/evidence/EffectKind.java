package souk.protocol.evidence;

import java.util.Arrays;

/** The kinds of effects. */
public enum EffectKind {
  /** {@link Effect.Pay}. */
  PAY(1),
  /** {@link Effect.Send}. */
  SEND(2),
  /** {@link Effect.Spawn}. */
  SPAWN(3),
  /** {@link Effect.Sleep}. */
  SLEEP(4),
  /** {@link Effect.End}. */
  END(5);

  private final int code;

  EffectKind(int code) {
    this.code = code;
  }

  /** The first byte of the canonical form, and the number on chain. */
  public int code() {
    return code;
  }

  /** That of an effect. */
  public static EffectKind of(Effect effect) {
    return switch (effect) {
      case Effect.Pay _ -> PAY;
      case Effect.Send _ -> SEND;
      case Effect.Spawn _ -> SPAWN;
      case Effect.Sleep _ -> SLEEP;
      case Effect.End _ -> END;
    };
  }

  /**
   * Reads the number.
   *
   * @throws IllegalArgumentException if there is no such kind
   */
  public static EffectKind of(int code) {
    return Arrays.stream(values())
        .filter(kind -> kind.code == code)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such kind of effect: " + code));
  }
}
