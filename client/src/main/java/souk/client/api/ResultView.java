package souk.client.api;

import java.util.OptionalLong;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.Result;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;

/**
 * What a provider revealed.
 *
 * @param digest the output's blob
 * @param exitStatus {@code exited}, {@code trapped} or {@code out_of_fuel}
 * @param exitCode what the module exited with, 0..2^32 - 1, if it exited
 * @param fuelUsed at most the job's fuel limit
 */
public record ResultView(
    @Blob Hash digest, String exitStatus, OptionalLong exitCode, Fuel fuelUsed) {

  /** What was revealed. */
  public static ResultView of(Result result) {
    var status = result.exitStatus();
    var code =
        status instanceof ExitStatus.Exited(var number)
            ? OptionalLong.of(number)
            : OptionalLong.empty();
    return new ResultView(result.outputDigest(), name(status), code, result.fuelUsed());
  }

  /** How an execution ended, in a word. */
  static String name(ExitStatus status) {
    return switch (status) {
      case ExitStatus.Exited _ -> "exited";
      case ExitStatus.Trapped() -> "trapped";
      case ExitStatus.OutOfFuel() -> "out_of_fuel";
    };
  }
}
