package souk.protocol.job;

import java.time.Instant;
import java.util.Optional;
import souk.protocol.value.Moment;

/**
 * Where a job stands. Every state that is not final has exactly one deadline and one exit that
 * anybody may call when it passes ({@link #exitDue}; of a disputed job, those of its claims), so no
 * job ever waits for one party alone.
 */
public sealed interface JobState {

  /** The exit that anybody may call at this moment, if its time has come. */
  Optional<Exit> exitDue(Moment now);

  /** Whether nothing follows any more. */
  default boolean isFinal() {
    return false;
  }

  /** The state's name as written on the command line and in the API. */
  default String label() {
    return getClass().getSimpleName();
  }

  /** Posted and escrowed, waiting for a match until the deadline. */
  record Open(Instant deadline) implements JobState {
    @Override
    public Optional<Exit> exitDue(Moment now) {
      return after(deadline, now, Exit.EXPIRE);
    }
  }

  /** Matched; the provider commits by the deadline. */
  record Running(Instant deadline) implements JobState {
    @Override
    public Optional<Exit> exitDue(Moment now) {
      return after(deadline, now, Exit.REASSIGN);
    }
  }

  /** The result is committed to; the draw takes the hash of the seed block. */
  record Committed(long seedBlock) implements JobState {
    @Override
    public Optional<Exit> exitDue(Moment now) {
      return mined(seedBlock, now, Exit.DRAW);
    }
  }

  /** Not sampled; the provider reveals by the deadline. */
  record Clear(Instant deadline) implements JobState {
    @Override
    public Optional<Exit> exitDue(Moment now) {
      return after(deadline, now, Exit.REASSIGN);
    }
  }

  /**
   * Sampled; verifiers are seated from the seed block and commit to their answers by the deadline.
   *
   * @param seated whether the committee of this round has been seated
   */
  record AuditCommit(boolean seated, long seedBlock, Instant deadline) implements JobState {
    @Override
    public Optional<Exit> exitDue(Moment now) {
      return seated
          ? after(deadline, now, Exit.REPLACE_NO_SHOWS)
          : mined(seedBlock, now, Exit.SEAT);
    }
  }

  /** The verifiers have committed; the provider reveals by the deadline. */
  record AuditProviderReveal(Instant deadline) implements JobState {
    @Override
    public Optional<Exit> exitDue(Moment now) {
      return after(deadline, now, Exit.CONDEMN);
    }
  }

  /** The provider has revealed; the verifiers reveal by the deadline. */
  record AuditReveal(Instant deadline) implements JobState {
    @Override
    public Optional<Exit> exitDue(Moment now) {
      return after(deadline, now, Exit.CLOSE_AUDIT);
    }
  }

  /** The result is public; it may be challenged until the deadline, then it is paid. */
  record Revealed(Instant deadline) implements JobState {
    @Override
    public Optional<Exit> exitDue(Moment now) {
      return after(deadline, now, Exit.SETTLE);
    }
  }

  /**
   * Somebody says that the result is wrong. It leaves this state with the last claim that is open;
   * each of them has its own deadlines and exits ({@link JuryState}).
   *
   * @param deadline until when it may be challenged
   */
  record Disputed(Instant deadline) implements JobState {
    @Override
    public Optional<Exit> exitDue(Moment now) {
      return Optional.empty();
    }
  }

  /** Paid by fuel used, the rest refunded. Final. */
  record Settled() implements JobState {
    @Override
    public Optional<Exit> exitDue(Moment now) {
      return Optional.empty();
    }

    @Override
    public boolean isFinal() {
      return true;
    }
  }

  /** Cancelled or expired; the whole escrow went back. Final. */
  record Refunded() implements JobState {
    @Override
    public Optional<Exit> exitDue(Moment now) {
      return Optional.empty();
    }

    @Override
    public boolean isFinal() {
      return true;
    }
  }

  /** Nobody could decide; each party has its own money back. Final. */
  @SuppressWarnings("JavaLangClash") // the protocol's word for it
  record Void() implements JobState {
    @Override
    public Optional<Exit> exitDue(Moment now) {
      return Optional.empty();
    }

    @Override
    public boolean isFinal() {
      return true;
    }
  }

  private static Optional<Exit> after(Instant deadline, Moment now, Exit exit) {
    return now.isPast(deadline) ? Optional.of(exit) : Optional.empty();
  }

  private static Optional<Exit> mined(long seedBlock, Moment now, Exit exit) {
    return now.blockNumber() > seedBlock ? Optional.of(exit) : Optional.empty();
  }
}
