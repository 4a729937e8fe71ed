package souk.client.api;

import java.util.List;
import java.util.Optional;
import souk.protocol.value.Hash;

/**
 * Why a job is, or is not yet, matched.
 *
 * @param jobId the job
 * @param state its state's name
 * @param offers offers that stand
 * @param fitting those that meet every requirement
 * @param failing the requirements that some offer fails, in a fixed order; empty if the job is not
 *     open
 * @param summary one line for a person
 */
public record Explanation(
    Hash jobId, String state, int offers, int fitting, List<Failing> failing, String summary) {
  public Explanation {
    failing = List.copyOf(failing);
  }

  /**
   * A requirement that offers fail.
   *
   * @param requirement its name, as {@code price}
   * @param offers how many fail it
   * @param onlyThis how many of them fail nothing else
   * @param remedy the least change of the job, or of its placement, that opens one of these
   */
  public record Failing(String requirement, int offers, int onlyThis, Optional<String> remedy) {}
}
