package souk.runtime.engine;

import java.io.IOException;
import java.util.List;

/** Says what a sandbox applies, what it does not, and what a program in it says. */
final class SandboxReport {
  private SandboxReport() {}

  /**
   * Reports in three lines.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) throws IOException {
    var probe = Probe.java();
    System.out.println(probe.sandbox().isolation());
    System.out.println(probe.sandbox().warning().orElse("no warning"));
    var process = probe.start(List.of(), "environment");
    System.out.println(process.inputReader().readLine());
  }
}
