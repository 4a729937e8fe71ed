package souk.runtime.engine;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A process that has a sandboxed one, hanging, until it is killed. */
final class SandboxParent {
  private SandboxParent() {}

  /**
   * Starts a probe and says what it says first.
   *
   * @param arguments the name of the probe
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var child = Probe.named(arguments[0]).start(List.of(), "hang");
    System.out.println(child.inputReader().readLine());
    new CountDownLatch(1).await();
  }
}
