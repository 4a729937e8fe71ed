package souk.runtime.engine;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import souk.runtime.workbench.Tools;

final class NodeSandboxTest extends SandboxBehaviour {

  private static @Nullable Probe probe;

  @BeforeAll
  static void findNode() {
    Tools.need("node");
    probe = Probe.node();
  }

  @Override
  Probe probe() {
    return Objects.requireNonNull(probe);
  }
}
