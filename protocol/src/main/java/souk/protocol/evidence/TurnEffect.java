package souk.protocol.evidence;

/**
 * An effect and the turn that had it.
 *
 * @param turn from 0
 * @param effect what is wanted
 */
public record TurnEffect(int turn, Effect effect) {
  /**
   * @throws IllegalArgumentException if the turn is outside 0..63
   */
  public TurnEffect {
    if (turn < 0 || turn >= Result.MAX_TURNS) {
      throw new IllegalArgumentException("a job has turns 0..63, not " + turn);
    }
  }
}
