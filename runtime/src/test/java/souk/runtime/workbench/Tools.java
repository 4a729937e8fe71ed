package souk.runtime.workbench;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What a test wants besides Java: without it the test is skipped, unless all must run. */
public final class Tools {
  private static final boolean ALL_MUST_RUN = System.getenv("SOUK_TEST_ALL") != null;

  private Tools() {}

  /** Skips the test, or fails it, if a command is not on the path. */
  public static void need(String command) {
    var found =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(place -> Files.isExecutable(Path.of(place, command)));
    need(found, command + " is not on the PATH");
  }

  /** Skips the test, or fails it, unless something is there. */
  public static void need(boolean there, String complaint) {
    if (ALL_MUST_RUN && !there) {
      throw new AssertionError(complaint + ", and SOUK_TEST_ALL is set");
    }
    assumeTrue(there, complaint);
  }
}
