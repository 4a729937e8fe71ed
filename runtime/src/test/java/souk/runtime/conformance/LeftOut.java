package souk.runtime.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Something of the suite that is not tested.
 *
 * @param place script and line; of an assertion about a module that is left out, the module's
 */
record LeftOut(String place, String reason) {
  /** A module in text form says nothing about a machine that reads the binary one. */
  static final String TEXT = "in text form";

  private static final String LIST = "/conformance/left-out.txt";

  /** What may be left out, line by line: {@code script:line reason}. Text forms are not listed. */
  static Set<String> list() {
    try (var in = Objects.requireNonNull(LeftOut.class.getResourceAsStream(LIST));
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return place + " " + reason;
  }
}
