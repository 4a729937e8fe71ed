package souk.runtime.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class ByteReaderTest {
  @Test
  void readsBackWhatTheWriterWrote() {
    var random = new Random(1);
    for (var i = 0; i < 10_000; i++) {
      var unsigned = random.nextInt() >>> random.nextInt(32);
      var signed = random.nextLong() >> random.nextInt(64);
      var small = random.nextInt();
      var in = reader(new ByteWriter().u32(unsigned).signed(signed).signed(small).u8(7));

      assertThat(in.u32()).isEqualTo(Integer.toUnsignedLong(unsigned));
      assertThat(in.signed(64)).isEqualTo(signed);
      assertThat(in.signed(32)).isEqualTo(small);
      assertThat(in.u8()).isEqualTo(7);
      assertThat(in.atEnd()).isTrue();
    }
  }

  @Test
  void refusesNumbersOfMoreThan32Bits() {
    var in = reader(new ByteWriter().signed(1L << 36));

    assertThatThrownBy(in::u32).isInstanceOf(InadmissibleModuleException.class);
  }

  @Test
  void refusesListsLongerThanWhatIsLeft() {
    var in = reader(new ByteWriter().u32(1_000).u8(0));

    assertThatThrownBy(() -> in.count(2_000, "things"))
        .isInstanceOf(InadmissibleModuleException.class);
  }

  @Test
  void neverReadsPastItsSlice() {
    var slice = reader(new ByteWriter().u8(1).u8(2).u8(3)).slice(1);
    slice.u8();

    assertThatThrownBy(slice::u8).isInstanceOf(InadmissibleModuleException.class);
  }

  private static ByteReader reader(ByteWriter written) {
    return new ByteReader(written.toArray());
  }
}
