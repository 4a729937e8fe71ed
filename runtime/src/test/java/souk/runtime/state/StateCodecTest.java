package souk.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static souk.runtime.state.AgentStateTest.block;
import static souk.runtime.state.AgentStateTest.delta;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import souk.runtime.machine.Bytes;

final class StateCodecTest {
  private static final int HEADER_BYTES = 8 + 4 + 4 + 8 + 4;
  private static final Snapshot STATE =
      new Snapshot(2, List.of(5L), new TreeMap<>(Map.of(1, block(1), 17, block(2))));
  private static final Bytes ENCODED = StateCodec.encode(STATE);

  @Test
  void writesTheDocumentedBytes() {
    var expected =
        ByteBuffer.allocate(HEADER_BYTES + 2 * (4 + Delta.BLOCK_BYTES))
            .put("SOUKDEL1".getBytes(StandardCharsets.US_ASCII))
            .putInt(2)
            .putInt(1)
            .putLong(5)
            .putInt(2)
            .putInt(1)
            .put(block(1).toArray())
            .putInt(17)
            .put(block(2).toArray());

    assertThat(ENCODED.toArray()).isEqualTo(expected.array());
  }

  @Test
  void refusesTheSnapshotOfAnotherState() {
    var other = AgentState.of(STATE);
    other.apply(delta(2, List.of(6L), Map.of()));

    assertThatThrownBy(() -> StateCodec.decodeSnapshot(ENCODED, other.root()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the snapshot is of state %s, not %s: something in it is missing or changed",
            STATE.root(), other.root());
  }

  @Test
  void refusesASnapshotWithABlockMissing() {
    var part = StateCodec.encode(new Snapshot(2, List.of(5L), new TreeMap<>(Map.of(1, block(1)))));

    assertThatThrownBy(() -> StateCodec.decodeSnapshot(part, STATE.root()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("missing or changed");
  }

  @Test
  void refusesASnapshotWithAnyByteChanged() {
    for (var at = 0; at < ENCODED.size(); at += at < 64 ? 1 : 97) {
      var changed = ENCODED.toArray();
      changed[at] ^= 1;

      assertThatThrownBy(() -> StateCodec.decodeSnapshot(Bytes.of(changed), STATE.root()))
          .as("byte %d", at)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void refusesBytesThatEndEarlyOrGoOn() {
    for (var size = 0; size < ENCODED.size(); size += size < 64 ? 1 : 61) {
      refuses(Arrays.copyOf(ENCODED.toArray(), size), "");
    }
    refuses(Arrays.copyOf(ENCODED.toArray(), ENCODED.size() + 1), "bytes behind the state's");
  }

  @Test
  void refusesAbsurdSizesBeforeTakingMemoryForThem() {
    refuses(header(16_385, 0, 0), "a memory has 0..16384 pages, not 16385");
    refuses(header(-1, 0, 0), "not -1");
    refuses(header(1, 1_001, 0), "0..1000 globals, not 1001");
    refuses(header(1, -1, 0), "globals, not -1");
    refuses(header(1, 0, 17), "a memory of 1 pages has no 17 blocks");
    refuses(header(16_384, 0, Integer.MIN_VALUE), "has no -2147483648 blocks");
    refuses(header(16_384, 0, 262_144), "end too early");
    refuses(header(16_384, 1_000, 0), "end too early");
  }

  @Test
  void refusesBlocksOutOfOrderTwiceOrOutside() {
    refuses(blocks(3, 2), "ascending order, not 2 after 3");
    refuses(blocks(3, 3), "ascending order, not 3 after 3");
    refuses(blocks(16), "block 16 lies outside a memory of 1 pages");
    refuses(blocks(-1), "block -1 lies outside");
  }

  @Test
  void refusesSnapshotsThatSpellOutZeros() {
    var delta = delta(1, List.of(), Map.of(2, block(0)));

    assertThat(StateCodec.decodeDelta(StateCodec.encode(delta))).isEqualTo(delta);
    assertThatThrownBy(() -> StateCodec.decodeSnapshot(StateCodec.encode(delta), STATE.root()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("block 2 is zero throughout; a snapshot leaves it out");
  }

  private static void refuses(byte[] bytes, String reason) {
    assertThatThrownBy(() -> StateCodec.decodeDelta(Bytes.of(bytes)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  private static byte[] header(int pages, int globals, int blocks) {
    return ByteBuffer.allocate(20)
        .put("SOUKDEL1".getBytes(StandardCharsets.US_ASCII))
        .putInt(pages)
        .putInt(globals)
        .putInt(blocks)
        .array();
  }

  private static byte[] blocks(int... numbers) {
    var bytes = ByteBuffer.allocate(20 + numbers.length * (4 + Delta.BLOCK_BYTES));
    bytes.put(header(1, 0, numbers.length));
    for (var number : numbers) {
      bytes.putInt(number).put(block(1).toArray());
    }
    return bytes.array();
  }
}
