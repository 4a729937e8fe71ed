package souk.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import souk.protocol.codec.Digests;
import souk.protocol.value.Hash;

class BatchTest {
  private static final Hash FIRST = Digests.sha256(new byte[] {1});
  private static final Hash SECOND = Digests.sha256(new byte[] {2});

  @Test
  void givesTheJobsWhereTheMarketHasAll() {
    var batch = new Batch(List.of(FIRST, SECOND), Map.of(), List.of());

    assertThat(batch.isComplete()).isTrue();
    assertThat(batch.requireAll()).containsExactly(FIRST, SECOND);
  }

  @Test
  void saysWhyOneIsRefused() {
    var batch = new Batch(List.of(FIRST), Map.of(SECOND, "BadJob"), List.of());

    assertThatExceptionOfType(SoukException.class)
        .isThrownBy(batch::requireAll)
        .withMessage("the market does not take job %s: BadJob", SECOND)
        .satisfies(e -> assertThat(e.kind()).isEqualTo(SoukException.Kind.REFUSED));
  }

  @Test
  void doesNotCallWhatIsOnItsWayRefused() {
    var batch = new Batch(List.of(), Map.of(SECOND, "BadJob"), List.of(FIRST));

    assertThatExceptionOfType(SoukException.class)
        .isThrownBy(batch::requireAll)
        .satisfies(e -> assertThat(e.kind()).isEqualTo(SoukException.Kind.UNDECIDED));
  }
}
