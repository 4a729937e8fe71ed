package souk.provider.node;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.provider.node.Fixtures.SPEC;
import static souk.provider.node.Fixtures.head;
import static souk.provider.node.Fixtures.matched;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import souk.protocol.job.JobState;
import souk.protocol.value.Address;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.index.IndexedJob;

class AlarmsTest {
  private static final Duration REVEAL_WINDOW = Duration.ofSeconds(100);

  private final Alarms alarms = new Alarms(Fixtures.SELF, REVEAL_WINDOW, new ProviderLog(6));

  @Test
  void raisesEachAlarmOnceAndDropsItWhenItIsDone() {
    var late = matched(new JobState.Clear(head(1).time().plusSeconds(20)));

    alarms.atBlock(head(1), List.of(indexed(late)));
    alarms.atBlock(head(1), List.of(indexed(late)));
    assertThat(alarms.standing()).isOne();
    assertThat(alarms.raised()).isOne();

    alarms.atBlock(head(1), List.of());
    assertThat(alarms.standing()).isZero();
    assertThat(alarms.raised()).isOne();
  }

  @Test
  void isSilentWhileThereIsTimeAndAboutOthers() {
    var inTime = matched(new JobState.Clear(head(1).time().plusSeconds(90)));
    var late = matched(new JobState.Clear(head(1).time().plusSeconds(20)));
    var other = Address.parse("0x00000000000000000000000000000000000000aa");

    alarms.atBlock(head(1), List.of(indexed(inTime)));
    new Alarms(other, REVEAL_WINDOW, new ProviderLog(6)).atBlock(head(1), List.of(indexed(late)));

    assertThat(alarms.raised()).isZero();
  }

  private static IndexedJob indexed(JobSnapshot job) {
    return new IndexedJob(job.id(), SPEC, job, Optional.empty(), Optional.empty());
  }
}
