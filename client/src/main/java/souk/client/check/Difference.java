package souk.client.check;

import java.util.Optional;
import souk.protocol.codec.Cid;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.Item;
import souk.protocol.evidence.Result;

/**
 * Where two results of a job differ first. A wrong turn makes all that follows wrong, so turns come
 * before what the job leaves.
 *
 * @param item as a challenge would name it
 * @param claimed what the one result says there
 * @param found what the other says
 */
public record Difference(Item item, String claimed, String found) {

  /** The first difference; empty if the results are the same. */
  public static Optional<Difference> between(Result claimed, Result found) {
    return turn(claimed, found)
        .or(() -> of(new Item.Output(), output(claimed), output(found)))
        .or(() -> of(new Item.Exit(), status(claimed), status(found)))
        .or(() -> of(new Item.Effects(), claimed.effects(), found.effects()))
        .or(() -> of(new Item.FuelUsed(), claimed.fuelUsed(), found.fuelUsed()));
  }

  private static Optional<Difference> turn(Result claimed, Result found) {
    var both = Math.min(claimed.trace().size(), found.trace().size());
    for (var turn = 0; turn < both; turn++) {
      var difference = of(new Item.Turn(turn), claimed.trace().get(turn), found.trace().get(turn));
      if (difference.isPresent()) {
        return difference;
      }
    }
    return of(new Item.TurnCount(), claimed.trace().size(), found.trace().size());
  }

  private static Optional<Difference> of(Item item, Object claimed, Object found) {
    return claimed.equals(found)
        ? Optional.empty()
        : Optional.of(new Difference(item, claimed.toString(), found.toString()));
  }

  /** Both of what a result says of its output: either may be what differs. */
  private static String output(Result result) {
    return Cid.text(result.outputDigest()) + " in chunks " + result.outputChunks();
  }

  private static String status(Result result) {
    return switch (result.exitStatus()) {
      case ExitStatus.Exited(var code) -> "exited " + code;
      case ExitStatus.Trapped() -> "trapped";
      case ExitStatus.OutOfFuel() -> "out of fuel";
    };
  }

  /** What differs, in words: {@code the state after turn 3}. Turns are counted from 1. */
  public String what() {
    return what(item);
  }

  /** What an item of a result is, in words. */
  static String what(Item item) {
    return switch (item) {
      case Item.Turn(var index) -> "the state after turn " + (index + 1);
      case Item.TurnCount() -> "the number of turns";
      case Item.Output() -> "the output";
      case Item.Exit() -> "the exit status";
      case Item.Effects() -> "the effects";
      case Item.FuelUsed() -> "the fuel used";
      case Item.Whole() -> "the result";
    };
  }
}
