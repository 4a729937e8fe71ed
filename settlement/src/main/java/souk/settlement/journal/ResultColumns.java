package souk.settlement.journal;

import java.util.Arrays;
import java.util.stream.Collectors;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.Result;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;

/**
 * How every role's journal keeps a result: in the columns {@code output_digest}, {@code
 * output_chunks}, {@code exit_status}, {@code fuel_used}, {@code effects} and {@code trace}.
 */
public final class ResultColumns {
  private ResultColumns() {}

  /** What column {@code trace} holds: its hashes, with a space between them. */
  public static String trace(Result result) {
    return result.trace().stream().map(Hash::toString).collect(Collectors.joining(" "));
  }

  /** The result that a row holds. */
  public static Result read(Row row) {
    return new Result(
        row.hash("output_digest"),
        row.hash("output_chunks"),
        ExitStatus.of(row.number("exit_status")),
        new Fuel(row.number("fuel_used")),
        row.hash("effects"),
        Arrays.stream(row.text("trace").split(" "))
            .filter(it -> !it.isEmpty())
            .map(Hash::parse)
            .toList());
  }
}
