package souk.client.check;

import java.util.Optional;
import java.util.OptionalInt;
import souk.protocol.evidence.Result;
import souk.protocol.offer.EngineName;
import souk.runtime.machine.Bytes;

/** What running a job again says about a result of it. */
public sealed interface Finding {

  /**
   * The result holds.
   *
   * @param output its output
   * @param engine what ran the job here
   */
  record Agrees(Result result, Bytes output, EngineName engine) implements Finding {}

  /**
   * The result is wrong.
   *
   * @param claimed the result that was checked
   * @param found the right one
   * @param difference where they differ first
   * @param claimedOutput what was claimed to be the output, if it was to be had
   * @param output the right output
   * @param engine what ran the job here
   */
  record Differs(
      Result claimed,
      Result found,
      Difference difference,
      Optional<Bytes> claimedOutput,
      Bytes output,
      EngineName engine)
      implements Finding {

    /** The first byte at which the outputs differ, from 0, if both are there and they do. */
    public OptionalInt outputByte() {
      return claimedOutput
          .map(claimed -> claimed.mismatch(output))
          .filter(at -> at >= 0)
          .map(OptionalInt::of)
          .orElseGet(OptionalInt::empty);
    }
  }

  /**
   * Nothing is known: the job could not be run here.
   *
   * @param reason one line
   */
  record Unknown(String reason) implements Finding {}
}
