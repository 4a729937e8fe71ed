package souk.testnet.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.testnet.cluster.RunningTestnet.Started;

class RunningTestnetTest {
  @TempDir private Path directory;

  private static RunningTestnet ofProcess(long pid, long startedAt) {
    return new RunningTestnet(Map.of("node", new Started(pid, startedAt)), Map.of("NAME", "value"));
  }

  @Test
  void isFoundAsItWasLeft() {
    var running = ofProcess(1, 2);

    running.remember(directory);

    assertThat(RunningTestnet.find(directory)).contains(running);
  }

  @Test
  void isNotFoundWhereNoneWasLeft() {
    assertThat(RunningTestnet.find(directory)).isEmpty();
  }

  @Test
  void doesNotTakeAnotherProcessOfTheSameIdForItsOwn() {
    var self = Started.of(ProcessHandle.current().pid());

    assertThat(ofProcess(self.pid(), self.startedAt()).isAlive()).isTrue();
    assertThat(ofProcess(self.pid(), self.startedAt() - 100).isAlive()).isFalse();
  }
}
