package souk.testnet.survival;

import java.time.Duration;

/** One thing that goes wrong. */
sealed interface Strike {
  /** What a reorganization strikes. */
  String CHAIN = "chain";

  /** The node that is struck, or {@link #CHAIN}; two strikes never meet at one target. */
  String target();

  /** How long it lasts. */
  Duration lasts();

  /** As a person reads it. */
  String text();

  /** What kind of thing it is, as the report counts them. */
  Kind kind();

  /** Kinds of things that go wrong. */
  enum Kind {
    KILLED("killed"),
    PAUSED("paused"),
    CUT_FROM_CHAIN("cutFromChain"),
    CUT_FROM_MARKETS("cutFromMarkets"),
    SLOWED("slowed"),
    REORGANIZED("reorganized");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** Its name in reports. */
    String label() {
      return label;
    }
  }

  /** The node's process is killed and started again later. */
  record Kill(String target, Duration lasts) implements Strike {
    @Override
    public String text() {
      return "kill %s, back in %s".formatted(target, seconds(lasts));
    }

    @Override
    public Kind kind() {
      return Kind.KILLED;
    }
  }

  /** The node's processes stand still. */
  record Pause(String target, Duration lasts) implements Strike {
    @Override
    public String text() {
      return "pause %s for %s".formatted(target, seconds(lasts));
    }

    @Override
    public Kind kind() {
      return Kind.PAUSED;
    }
  }

  /** Every connection of the node to the chain breaks. */
  record CutFromChain(String target, Duration lasts) implements Strike {
    @Override
    public String text() {
      return "cut %s from the chain for %s".formatted(target, seconds(lasts));
    }

    @Override
    public Kind kind() {
      return Kind.CUT_FROM_CHAIN;
    }
  }

  /** Every connection of the node to market nodes breaks. */
  record CutFromMarkets(String target, Duration lasts) implements Strike {
    @Override
    public String text() {
      return "cut %s from the market nodes for %s".formatted(target, seconds(lasts));
    }

    @Override
    public Kind kind() {
      return Kind.CUT_FROM_MARKETS;
    }
  }

  /** All that the node hears and says arrives late. */
  record Slow(String target, Duration lag, Duration lasts) implements Strike {
    @Override
    public String text() {
      return "slow %s down by %d ms for %s".formatted(target, lag.toMillis(), seconds(lasts));
    }

    @Override
    public Kind kind() {
      return Kind.SLOWED;
    }
  }

  /** The newest blocks are replaced by empty ones. */
  record Reorg(int depth) implements Strike {
    @Override
    public String target() {
      return CHAIN;
    }

    @Override
    public Duration lasts() {
      return Duration.ZERO;
    }

    @Override
    public String text() {
      return depth == 1
          ? "replace the newest block"
          : "replace the newest %d blocks".formatted(depth);
    }

    @Override
    public Kind kind() {
      return Kind.REORGANIZED;
    }
  }

  private static String seconds(Duration time) {
    return "%d.%d s".formatted(time.toSeconds(), time.toMillisPart() / 100);
  }
}
