package souk.protocol.evidence;

/** Where a result is said to be wrong: what a claim is about and a jury judges. */
public sealed interface Item {
  /** Number on chain of the first turn; the others follow. */
  int FIRST_TURN = 16;

  /** The number on chain. */
  int code();

  /**
   * Reads the number on chain.
   *
   * @throws IllegalArgumentException if there is no such item
   */
  static Item of(int code) {
    return switch (code) {
      case Whole.CODE -> new Whole();
      case Exit.CODE -> new Exit();
      case FuelUsed.CODE -> new FuelUsed();
      case Output.CODE -> new Output();
      case Effects.CODE -> new Effects();
      case TurnCount.CODE -> new TurnCount();
      default -> new Turn(code - FIRST_TURN);
    };
  }

  /** Anywhere: the result roots differ. Only a committee claims that. */
  record Whole() implements Item {
    static final int CODE = 0;

    @Override
    public int code() {
      return CODE;
    }
  }

  /** The exit status. */
  record Exit() implements Item {
    static final int CODE = 1;

    @Override
    public int code() {
      return CODE;
    }
  }

  /** The fuel used. */
  record FuelUsed() implements Item {
    static final int CODE = 2;

    @Override
    public int code() {
      return CODE;
    }
  }

  /** The output's digest or its chunks' root. */
  record Output() implements Item {
    static final int CODE = 3;

    @Override
    public int code() {
      return CODE;
    }
  }

  /** The effects' root. */
  record Effects() implements Item {
    static final int CODE = 4;

    @Override
    public int code() {
      return CODE;
    }
  }

  /** The number of turns. */
  record TurnCount() implements Item {
    static final int CODE = 5;

    @Override
    public int code() {
      return CODE;
    }
  }

  /**
   * The trace up to a turn.
   *
   * @param index the turn, from 0
   */
  record Turn(int index) implements Item {
    /**
     * @throws IllegalArgumentException if no job has that turn
     */
    public Turn {
      if (index < 0 || index >= Result.MAX_TURNS) {
        throw new IllegalArgumentException("a result has no item of turn " + index);
      }
    }

    @Override
    public int code() {
      return FIRST_TURN + index;
    }
  }
}
