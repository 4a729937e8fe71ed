package souk.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import souk.protocol.value.Hash;
import souk.runtime.machine.Bytes;

final class AgentStateTest {
  private static final List<Long> GLOBALS = List.of(0x7FF8_0000_0000_0001L, -1L);

  private final AgentState state = AgentState.empty();

  @Test
  void hasTheHashTheDocumentSays() {
    state.apply(delta(1, GLOBALS, Map.of(3, block(7))));

    assertThat(state.root())
        .isEqualTo(
            Hash.parse("0x8144d7730e29db2c9689eb14d145499b5644e9f15171231ee9ebe7e01ee9f1cf"));
  }

  @Test
  void hashesSizeMemoryAndGlobals() {
    state.apply(delta(1, GLOBALS, Map.of()));
    var first = state.root();

    state.apply(delta(2, GLOBALS, Map.of()));
    var grown = state.root();
    state.apply(delta(2, List.of(0L, -1L), Map.of()));
    var counted = state.root();
    state.apply(delta(2, List.of(0L, -1L), Map.of(31, block(1))));

    assertThat(List.of(first, grown, counted, state.root())).doesNotHaveDuplicates();
  }

  @Test
  void aBlockSetBackToZeroIsAsIfNeverWritten() {
    state.apply(delta(1, GLOBALS, Map.of()));
    var before = state.root();

    state.apply(delta(1, GLOBALS, Map.of(0, block(9))));
    state.apply(delta(1, GLOBALS, Map.of(0, block(0))));

    assertThat(state.root()).isEqualTo(before);
    assertThat(state.snapshot().blocks()).isEmpty();
  }

  @Test
  void anAgentMayHaveNoMemoryAndNoGlobals() {
    state.apply(delta(0, List.of(), Map.of()));

    assertThat(AgentState.of(state.snapshot()).root()).isEqualTo(state.root());
  }

  @Test
  void refusesAMemoryThatShrinks() {
    state.apply(delta(2, GLOBALS, Map.of()));

    refuses(delta(1, GLOBALS, Map.of()), "never shrinks, as from 2 to 1 pages");
  }

  @Test
  void refusesAnotherNumberOfGlobals() {
    state.apply(delta(1, GLOBALS, Map.of()));

    refuses(delta(1, List.of(1L), Map.of()), "2 globals has none of 1");
  }

  @Test
  void refusesBlocksThatDidNotChange() {
    state.apply(delta(1, GLOBALS, Map.of(4, block(4))));

    refuses(delta(1, GLOBALS, Map.of(4, block(4))), "block 4 is as it was");
    refuses(delta(1, GLOBALS, Map.of(5, block(0))), "block 5 is as it was");
    refuses(delta(2, GLOBALS, Map.of(16, block(0))), "block 16 is as it was");
  }

  private void refuses(Delta delta, String reason) {
    var before = state.root();

    assertThatThrownBy(() -> state.apply(delta))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
    assertThat(state.root()).isEqualTo(before);
  }

  static Delta delta(int pages, List<Long> globals, Map<Integer, Bytes> blocks) {
    return new Delta(pages, globals, new TreeMap<>(blocks));
  }

  static Bytes block(int value) {
    var bytes = new byte[Delta.BLOCK_BYTES];
    Arrays.fill(bytes, (byte) value);
    return Bytes.of(bytes);
  }
}
