package souk.runtime.module;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import souk.runtime.module.FloatValue.Origin;

final class NanPlacementTest {
  private static final int SUM = 1;
  private static final int COPY = 2;

  private final NanPlacement placement = new NanPlacement(3, 1);

  @Test
  void makesAStoredResultCanonicalWhereItIsComputed() {
    placement.tell(computed(10, 0));

    assertThat(placement.types()).containsOnlyKeys(10);
  }

  @Test
  void leavesResultsAloneThatNobodyCanTell() {
    placement.assign(SUM, computed(10, 1));

    assertThat(placement.types()).isEmpty();
  }

  @Test
  void makesASumCanonicalBehindItsLoop() {
    placement.assign(SUM, FloatValue.NUMBER);
    placement.assign(SUM, computed(10, 1));
    placement.tell(read(SUM, 20, 0));

    assertThat(placement.types()).containsOnlyKeys(20);
  }

  @Test
  void makesAValueCanonicalBeforeALoopThatStoresIt() {
    placement.assign(SUM, computed(10, 0));
    placement.tell(read(SUM, 20, 1));

    assertThat(placement.types()).containsOnlyKeys(10);
  }

  @Test
  void keepsTheBitsOfParameters() {
    placement.assign(0, computed(10, 1));
    placement.tell(read(0, 20, 0));

    assertThat(placement.types()).containsOnlyKeys(10);
  }

  @Test
  void keepsTheBitsOfWhatWasLoaded() {
    placement.assign(SUM, FloatValue.FIXED);
    placement.assign(SUM, computed(10, 1));
    placement.tell(read(SUM, 20, 0));

    assertThat(placement.types()).containsOnlyKeys(10);
  }

  @Test
  void keepsTheBitsOfCopiesOfWhatWasLoaded() {
    placement.assign(SUM, FloatValue.FIXED);
    placement.assign(SUM, computed(10, 1));
    placement.assign(COPY, read(SUM, 20, 0));
    placement.tell(read(COPY, 30, 0));

    assertThat(placement.types()).containsOnlyKeys(10);
  }

  @Test
  void keepsTheSignOfWhatWasNegated() {
    placement.assign(SUM, FloatValue.passed(computed(10, 1)));
    placement.tell(read(SUM, 20, 0));

    assertThat(placement.types()).containsOnlyKeys(10);
  }

  @Test
  void followsEveryValueThatMayBeChosen() {
    placement.tell(
        FloatValue.passed(computed(10, 0), FloatValue.passed(computed(20, 0), FloatValue.FIXED)));

    assertThat(placement.types()).containsOnlyKeys(10, 20);
  }

  private static FloatValue computed(int position, int loops) {
    return FloatValue.arithmetic(new Origin(position, ValueType.F32, loops));
  }

  private static FloatValue read(int local, int position, int loops) {
    return FloatValue.of(local, new Origin(position, ValueType.F32, loops));
  }
}
