package souk.client.api;

import java.util.List;
import java.util.Optional;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.Notice;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;

/**
 * What the contract of agents tells an agent, read out of a message's body.
 *
 * @param turn number of the turn that it is about
 * @param refused numbers of effects of that turn that were refused, growing
 * @param child what came of a child; empty if it is about effects
 */
public record NoticeView(int turn, List<Integer> refused, Optional<Child> child) {
  public NoticeView {
    refused = List.copyOf(refused);
  }

  /**
   * What came of a child job.
   *
   * @param effect number of the effect that asked for it, in its turn
   * @param jobId the job
   * @param outcome what came of it
   * @param exitStatus how it ended, as {@code exited 0}, if it is settled
   * @param fuelUsed by it, if it is settled
   * @param cost what it has cost
   * @param refunded what came back
   */
  public record Child(
      int effect,
      Hash jobId,
      Outcome outcome,
      Optional<ExitStatus> exitStatus,
      Optional<Fuel> fuelUsed,
      Amount cost,
      Amount refunded) {}

  /** The final state of a child job. */
  public enum Outcome {
    SETTLED,
    REFUNDED,
    VOID
  }

  /** What a notice says. */
  public static NoticeView of(Notice notice) {
    return switch (notice) {
      case Notice.ChildEnded child ->
          new NoticeView(child.turn(), List.of(), Optional.of(child(child)));
      case Notice.EffectsRefused(var turn, var effects) ->
          new NoticeView(turn, effects.stream().sorted().toList(), Optional.empty());
    };
  }

  private static Child child(Notice.ChildEnded child) {
    var settled =
        child.outcome() instanceof Notice.Outcome.Settled it
            ? Optional.of(it)
            : Optional.<Notice.Outcome.Settled>empty();
    return new Child(
        child.effect(),
        child.jobId(),
        outcome(child.outcome()),
        settled.map(Notice.Outcome.Settled::exitStatus),
        settled.map(Notice.Outcome.Settled::fuelUsed),
        child.cost(),
        child.refunded());
  }

  private static Outcome outcome(Notice.Outcome outcome) {
    return switch (outcome) {
      case Notice.Outcome.Settled _ -> Outcome.SETTLED;
      case Notice.Outcome.Refunded() -> Outcome.REFUNDED;
      case Notice.Outcome.Void() -> Outcome.VOID;
    };
  }
}
