package souk.client.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.client.market.MarketException;
import souk.protocol.value.Hash;
import souk.runtime.machine.Bytes;
import souk.runtime.state.Delta;
import souk.runtime.state.Snapshot;
import souk.runtime.state.StateCodec;
import souk.settlement.journal.Journal;

class StateCacheTest {
  private static final long ROOM_FOR_TWO = 2L * (Delta.BLOCK_BYTES + 100);

  @TempDir Path folder;

  private final Map<Hash, Snapshot> origin = new HashMap<>();
  private final List<Hash> asked = new ArrayList<>();
  private Journal journal;
  private StateCache cache;

  @BeforeEach
  void open() {
    journal = Journal.open(folder.resolve("journal"));
    cache = StateCache.in(journal, this::fetch, ROOM_FOR_TWO);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  private Snapshot fetch(Hash root) {
    asked.add(root);
    return Optional.ofNullable(origin.get(root))
        .orElseThrow(() -> new MarketException("no state " + root, true));
  }

  private Hash somewhere(int mark) {
    var state = state(mark);
    origin.put(state.root(), state);
    return state.root();
  }

  private static Snapshot state(int mark) {
    var block = new byte[Delta.BLOCK_BYTES];
    block[0] = (byte) mark;
    return new Snapshot(1, List.of(), new TreeMap<>(Map.of(3, Bytes.of(block))));
  }

  private void use(Hash root) {
    assertThat(cache.state(root).root()).isEqualTo(root);
  }

  @Test
  void asksOnceForAState() {
    var root = somewhere(1);

    use(root);
    use(root);

    assertThat(asked).containsExactly(root);
  }

  @Test
  void hasAStateStillWhenItIsStartedAgain() {
    var root = somewhere(1);
    use(root);
    close();
    origin.clear();

    open();

    assertThat(cache.state(root)).isEqualTo(state(1));
  }

  @Test
  void letsGoOfWhatWasNotUsedForLongest() {
    var first = somewhere(1);
    var second = somewhere(2);
    var third = somewhere(3);

    List.of(first, second, first, third, first, second).forEach(this::use);

    assertThat(asked).containsExactly(first, second, third, second);
  }

  @Test
  void hasWhatItWasGiven() {
    var given = state(4);

    cache.keep(given.root(), StateCodec.encode(given));

    assertThat(cache.state(given.root())).isEqualTo(given);
    assertThat(asked).isEmpty();
  }

  @Test
  void asksAgainForWhatIsDamaged() {
    var root = somewhere(1);
    cache.keep(root, Bytes.utf8("not a state"));

    use(root);
    use(root);

    assertThat(asked).containsExactly(root);
  }

  @Test
  void failsAsItsOriginDoes() {
    assertThatExceptionOfType(MarketException.class).isThrownBy(() -> cache.state(state(9).root()));
  }
}
