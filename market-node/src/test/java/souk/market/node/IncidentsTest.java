package souk.market.node;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.market.node.Samples.address;
import static souk.market.node.Samples.hash;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;

class IncidentsTest {
  private static final Hash JOB = hash(1);
  private static final Address PROVIDER = address(2);

  private final Incidents incidents = new Incidents();

  @Test
  void countsUnansweredQuestionsOfAJob() {
    incidents.unanswered(JOB, PROVIDER, 100);
    incidents.unanswered(JOB, PROVIDER, 101);

    assertThat(incidents.unanswered(JOB)).isEqualTo(Map.of(PROVIDER, 2));
    assertThat(incidents.unanswered(hash(9))).isEmpty();
  }

  @Test
  void whoLeftAQuestionOpenIsSilentForAWhile() {
    incidents.unanswered(JOB, PROVIDER, 100);

    assertThat(incidents.isSilent(PROVIDER)).isTrue();
    assertThat(incidents.lapse(129).providers()).isEmpty();
    assertThat(incidents.lapse(130).providers()).containsExactly(PROVIDER);
    assertThat(incidents.isSilent(PROVIDER)).isFalse();
  }

  @Test
  void whoAnswersIsForgiven() {
    incidents.unanswered(JOB, PROVIDER, 100);
    incidents.answered(JOB, PROVIDER);

    assertThat(incidents.isSilent(PROVIDER)).isFalse();
    assertThat(incidents.unanswered(JOB)).isEmpty();
  }

  @Test
  void aRefusedMatchIsTriedAgainLater() {
    incidents.refused(JOB, PROVIDER, 100);

    assertThat(incidents.lapse(119).jobs()).isEmpty();
    assertThat(incidents.refused(JOB)).containsExactly(PROVIDER);
    assertThat(incidents.lapse(120).jobs()).containsExactly(JOB);
    assertThat(incidents.refused(JOB)).isEmpty();
  }

  @Test
  void forgetsJobsThatAreNotOpen() {
    incidents.unanswered(JOB, PROVIDER, 100);
    incidents.refused(JOB, PROVIDER, 100);
    incidents.forget(JOB);

    assertThat(incidents.unanswered(JOB)).isEmpty();
    assertThat(incidents.refused(JOB)).isEqualTo(Set.of());
    assertThat(incidents.isSilent(PROVIDER)).isTrue();
  }
}
