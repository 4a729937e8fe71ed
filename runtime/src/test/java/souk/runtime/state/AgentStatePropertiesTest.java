package souk.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.protocol.codec.Digests;
import souk.protocol.codec.MerkleTree;
import souk.protocol.value.Hash;

/** Holds states that grow turn by turn against what is computed from the whole memory. */
final class AgentStatePropertiesTest {
  private static final int TURNS = 40;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void deltasLeadToTheRootOfTheWholeMemory(long seed) {
    var memory = new RandomMemory(seed);
    var baseline = Baseline.empty();
    var state = AgentState.empty();
    for (var turn = 0; turn < TURNS; turn++) {
      memory.change();
      var globals = memory.globals();

      state.apply(baseline.changes(memory.bytes(), memory.pages(), globals));

      assertThat(state.root()).isEqualTo(root(memory.bytes(), globals));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void snapshotsAreWhatTheDeltasLeadTo(long seed) {
    var memory = new RandomMemory(seed);
    var baseline = Baseline.empty();
    var state = AgentState.empty();
    for (var turn = 0; turn < TURNS; turn++) {
      memory.change();
      state.apply(baseline.changes(memory.bytes(), memory.pages(), memory.globals()));

      var snapshot = state.snapshot();

      assertThat(snapshot.root()).isEqualTo(state.root());
      assertThat(AgentState.of(snapshot).snapshot()).isEqualTo(snapshot);
      assertThat(Baseline.of(snapshot).memory()).isEqualTo(memory.bytes());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24})
  void goesOnFromASnapshotAsWithoutOne(long seed) {
    var memory = new RandomMemory(seed);
    var baseline = Baseline.empty();
    var state = AgentState.empty();
    for (var turn = 0; turn < TURNS; turn++) {
      var restored = Baseline.of(state.snapshot());
      memory.change();
      var globals = memory.globals();

      var delta = baseline.changes(memory.bytes(), memory.pages(), globals);

      assertThat(restored.changes(memory.bytes(), memory.pages(), globals)).isEqualTo(delta);
      state.apply(delta);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {31, 32, 33, 34})
  void encodingsComeBackAsTheyWere(long seed) {
    var memory = new RandomMemory(seed);
    var baseline = Baseline.empty();
    var state = AgentState.empty();
    for (var turn = 0; turn < TURNS; turn++) {
      memory.change();
      var delta = baseline.changes(memory.bytes(), memory.pages(), memory.globals());
      state.apply(delta);
      var snapshot = state.snapshot();

      assertThat(StateCodec.decodeDelta(StateCodec.encode(delta))).isEqualTo(delta);
      assertThat(StateCodec.decodeSnapshot(StateCodec.encode(snapshot), state.root()))
          .isEqualTo(snapshot);
    }
  }

  /** As the specification has it, in one go. */
  private static Hash root(byte[] memory, List<Long> globals) {
    var leaves =
        IntStream.range(0, memory.length / Delta.BLOCK_BYTES)
            .map(block -> block * Delta.BLOCK_BYTES)
            .mapToObj(at -> Arrays.copyOfRange(memory, at, at + Delta.BLOCK_BYTES))
            .map(MerkleTree::leaf)
            .toList();
    var root = leaves.isEmpty() ? Digests.sha256() : MerkleTree.root(leaves);
    var text = "souk state 1".getBytes(StandardCharsets.US_ASCII);
    var tail = ByteBuffer.allocate(4 + 8 * globals.size()).putInt(globals.size());
    globals.forEach(tail::putLong);
    var pages = ByteBuffer.allocate(4).putInt(memory.length / 65_536);
    return Digests.sha256(text, pages.array(), root.bytes(), tail.array());
  }
}
