package souk.client.api;

import java.util.Map;
import java.util.Optional;

/**
 * Why a node is of no use now: a {@link Problem} with one member more.
 *
 * @param type what kind of problem it is: a reference to a page about it
 * @param title the kind in words
 * @param status HTTP status code
 * @param detail all troubles in one line
 * @param instance path of the request that was refused
 * @param troubles what is wrong, one line each, by what it is wrong with: {@code blobs}, {@code
 *     chain}, {@code endpoints}, {@code journal}, {@code node}
 */
public record Unready(
    String type,
    String title,
    int status,
    String detail,
    Optional<String> instance,
    Map<String, String> troubles) {

  /** That problem, with its parts told apart. */
  public static Unready of(Problem problem, Map<String, String> troubles) {
    return new Unready(
        problem.type(),
        problem.title(),
        problem.status(),
        problem.detail(),
        problem.instance(),
        troubles);
  }

  public Unready {
    troubles = Map.copyOf(troubles);
  }
}
