package souk.protocol.offer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RegionTest {
  @ParameterizedTest
  @EnumSource
  void readsWhatItWrites(Region region) {
    assertThat(Region.parse(region.toString())).isEqualTo(region);
  }

  @Test
  void isWrittenInLowerCaseWithDashes() {
    assertThat(Region.NORTH_AMERICA).hasToString("north-america");
  }

  @Test
  void rejectsWhatIsNoRegion() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Region.parse("EUROPE"))
        .withMessageContaining("asia-east, asia-south");
  }

  @Test
  void isTheSameSetAsItsTags() {
    var everywhere = EnumSet.allOf(Region.class);

    assertThat(Region.of(Region.tags(everywhere).with(3))).isEqualTo(everywhere);
    assertThat(Region.of(Tags.NONE.with(Region.EUROPE.tag()))).containsExactly(Region.EUROPE);
    assertThat(Region.of(Tags.NONE)).isEqualTo(Set.of());
  }

  @Test
  void takesTheTagsFrom240To247() {
    assertThat(Region.AFRICA.tag()).isEqualTo(240);
    assertThat(Region.SOUTH_AMERICA.tag()).isEqualTo(247);
  }
}
