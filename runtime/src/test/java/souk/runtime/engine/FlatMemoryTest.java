package souk.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import run.endive.runtime.TrapException;
import run.endive.wasm.types.MemoryLimits;

final class FlatMemoryTest {
  private static final int PAGE = 65_536;

  private final FlatMemory memory = new FlatMemory(new MemoryLimits(1, 5));

  @Test
  void growsToItsMaximumAndKeepsItsContent() {
    memory.writeLong(PAGE - 8, 0x0123_4567_89AB_CDEFL);

    assertThat(memory.grow(2)).isEqualTo(1);
    assertThat(memory.grow(0)).isEqualTo(3);
    assertThat(memory.grow(3)).isEqualTo(-1);
    assertThat(memory.grow(-1)).isEqualTo(-1);
    assertThat(memory.grow(2)).isEqualTo(3);

    assertThat(memory.pages()).isEqualTo(5);
    assertThat(memory.readLong(PAGE - 8)).isEqualTo(0x0123_4567_89AB_CDEFL);
  }

  @Test
  void growsFromNothing() {
    var empty = new FlatMemory(new MemoryLimits(0, 1));

    assertThatThrownBy(() -> empty.read(0)).isInstanceOf(TrapException.class);
    assertThat(empty.grow(1)).isZero();
    assertThat(empty.read(PAGE - 1)).isZero();
  }

  @Test
  void trapsBetweenItsSizeAndTheRoomItHas() {
    memory.grow(1);
    memory.grow(1);

    assertThatThrownBy(() -> memory.writeByte(3 * PAGE, (byte) 1))
        .isInstanceOf(TrapException.class);
    memory.grow(1);
    assertThat(memory.read(3 * PAGE)).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MIN_VALUE, PAGE, Integer.MAX_VALUE})
  void trapsOutside(int address) {
    assertThatThrownBy(() -> memory.read(address)).isInstanceOf(TrapException.class);
    assertThatThrownBy(() -> memory.readShort(address)).isInstanceOf(TrapException.class);
    assertThatThrownBy(() -> memory.readInt(address)).isInstanceOf(TrapException.class);
    assertThatThrownBy(() -> memory.writeF64(address, 1)).isInstanceOf(TrapException.class);
    assertThatThrownBy(() -> memory.readBytes(address, 1)).isInstanceOf(TrapException.class);
    assertThatThrownBy(() -> memory.fill((byte) 1, address, address + 1))
        .isInstanceOf(TrapException.class);
    assertThatThrownBy(() -> memory.copy(address, 0, 1)).isInstanceOf(TrapException.class);
    assertThatThrownBy(() -> memory.copy(0, address, 1)).isInstanceOf(TrapException.class);
  }

  @Test
  void trapsAcrossItsEnd() {
    assertThatThrownBy(() -> memory.readInt(PAGE - 3)).isInstanceOf(TrapException.class);
    assertThatThrownBy(() -> memory.readLong(PAGE - 7)).isInstanceOf(TrapException.class);
    assertThatThrownBy(() -> memory.readBytes(PAGE - 1, -1)).isInstanceOf(TrapException.class);
  }

  @Test
  void allowsEmptyRangesAtItsEnd() {
    memory.copy(PAGE, 0, 0);
    memory.fill((byte) 1, PAGE, PAGE);

    assertThat(memory.readBytes(PAGE, 0)).isEmpty();
  }

  @Test
  void copiesOverlappingRanges() {
    memory.write(0, new byte[] {1, 2, 3, 4}, 0, 4);

    memory.copy(1, 0, 4);

    assertThat(memory.readBytes(0, 5)).containsExactly(1, 1, 2, 3, 4);
  }
}
