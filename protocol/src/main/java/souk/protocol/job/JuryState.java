package souk.protocol.job;

import java.time.Instant;
import java.util.Optional;
import souk.protocol.value.Moment;

/** Where the jury that judges one claim about a result stands. */
public sealed interface JuryState {

  /** The exit that anybody may call at this moment, if its time has come. */
  Optional<Exit> exitDue(Moment now);

  /** The next round is drawn with the hash of the seed block. */
  record Seating(long seedBlock) implements JuryState {
    @Override
    public Optional<Exit> exitDue(Moment now) {
      return now.blockNumber() > seedBlock ? Optional.of(Exit.SEAT_JURY) : Optional.empty();
    }
  }

  /** Jurors run the job and commit to votes by the deadline. */
  record Committing(Instant deadline) implements JuryState {
    @Override
    public Optional<Exit> exitDue(Moment now) {
      return after(deadline, now);
    }
  }

  /** Jurors reveal their votes by the deadline. */
  record Revealing(Instant deadline) implements JuryState {
    @Override
    public Optional<Exit> exitDue(Moment now) {
      return after(deadline, now);
    }
  }

  /** The round's finding is known; the next round may be paid for by the deadline. */
  record Appealable(Instant deadline) implements JuryState {
    @Override
    public Optional<Exit> exitDue(Moment now) {
      return after(deadline, now);
    }
  }

  /** The verdict is final. */
  record Closed() implements JuryState {
    @Override
    public Optional<Exit> exitDue(Moment now) {
      return Optional.empty();
    }
  }

  private static Optional<Exit> after(Instant deadline, Moment now) {
    return now.isPast(deadline) ? Optional.of(Exit.ADVANCE_JURY) : Optional.empty();
  }
}
