package souk.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import souk.protocol.codec.Digests;
import souk.protocol.evidence.Effect;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.TurnEffect;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.runtime.machine.AgentJob;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;

final class CheckpointCodecTest {
  private static final Hash ROOT = Digests.sha256(new byte[] {1});
  private static final Address SOMEBODY = Address.of(new byte[Address.SIZE]);
  private static final AgentJob JOB = job(5, Instant.ofEpochSecond(1_700_000_000));
  private static final Checkpoint RUNNING =
      new Checkpoint(
          JobDigest.of(JOB),
          Optional.empty(),
          new Fuel(1L << 40),
          Bytes.utf8("output"),
          Bytes.utf8("log"),
          List.of(
              new TurnEffect(0, new Effect.Pay(SOMEBODY, Amount.of(7))),
              new TurnEffect(1, new Effect.Send(SOMEBODY, Amount.ZERO, new byte[] {1, 2}))),
          List.of(ROOT, Digests.sha256(ROOT.bytes())),
          Optional.of(ROOT));

  static Stream<Checkpoint> checkpoints() {
    return Stream.of(
        Checkpoint.start(JOB),
        RUNNING,
        ended(new ExitStatus.Exited(0)),
        ended(new ExitStatus.Exited(0xFFFF_FFFFL)),
        ended(new ExitStatus.Trapped()),
        ended(new ExitStatus.OutOfFuel()));
  }

  private static Checkpoint ended(ExitStatus status) {
    return with(Optional.of(status), RUNNING.effects(), RUNNING.trace());
  }

  private static Checkpoint with(
      Optional<ExitStatus> end, List<TurnEffect> effects, List<Hash> trace) {
    return new Checkpoint(
        RUNNING.job(),
        end,
        RUNNING.fuelUsed(),
        RUNNING.output(),
        RUNNING.log(),
        effects,
        trace,
        RUNNING.stateHash());
  }

  private static AgentJob job(int turnLimit, Instant postedAt) {
    return new AgentJob(
        Invocation.of(Bytes.utf8("module"), Bytes.utf8("input")),
        Limits.of(new Fuel(9), 3),
        turnLimit,
        postedAt);
  }

  @ParameterizedTest
  @MethodSource("checkpoints")
  void comeBackAsTheyWere(Checkpoint checkpoint) {
    assertThat(CheckpointCodec.decode(CheckpointCodec.encode(checkpoint))).isEqualTo(checkpoint);
  }

  @ParameterizedTest
  @MethodSource("checkpoints")
  void refusesBytesThatEndEarlyOrGoOn(Checkpoint checkpoint) {
    var whole = CheckpointCodec.encode(checkpoint).toArray();

    for (var size = 0; size < whole.length; size++) {
      var part = Bytes.of(whole, 0, size);
      assertThatThrownBy(() -> CheckpointCodec.decode(part))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> CheckpointCodec.decode(Bytes.of(Arrays.copyOf(whole, 1_000))))
        .hasMessageContaining("behind");
  }

  @Test
  void hasOneFormOnly() {
    var whole = CheckpointCodec.encode(RUNNING).toArray();
    for (var at = 0; at < whole.length; at++) {
      var changed = whole.clone();
      changed[at] ^= (byte) 0x80;

      try {
        var other = CheckpointCodec.decode(Bytes.of(changed));
        assertThat(CheckpointCodec.encode(other)).isEqualTo(Bytes.of(changed));
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageNotContaining("\n");
      }
    }
  }

  @Test
  void refusesAbsurdSizesBeforeTakingMemoryForThem() {
    var outputLengthAt = 8 + Hash.SIZE + 1 + 8;
    var bytes = CheckpointCodec.encode(RUNNING).toArray();
    Arrays.fill(bytes, outputLengthAt, outputLengthAt + 4, (byte) 0x7F);

    assertThatThrownBy(() -> CheckpointCodec.decode(Bytes.of(bytes)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a checkpoint has 0..67108864 bytes of output, not 2139062143");
  }

  @Test
  void refusesEffectsOutOfOrderOrOfTurnsThatWereNotKept() {
    var backwards = new ArrayList<>(RUNNING.effects());
    Collections.reverse(backwards);

    assertThatThrownBy(() -> with(Optional.empty(), backwards, RUNNING.trace()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> with(Optional.empty(), RUNNING.effects(), List.of(ROOT)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> with(Optional.empty(), List.of(), Collections.nCopies(65, ROOT)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesAStateWithoutATurn() {
    assertThatThrownBy(() -> with(Optional.empty(), List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a job has a state once a turn was kept, and not before");
  }

  @Test
  void tellsJobsApart() {
    var same = job(5, Instant.ofEpochSecond(1_700_000_000));
    var longer = job(6, Instant.ofEpochSecond(1_700_000_000));
    var later = job(5, Instant.ofEpochSecond(1_700_000_001));

    assertThat(JobDigest.of(same)).isEqualTo(JobDigest.of(JOB));
    assertThat(List.of(JobDigest.of(JOB), JobDigest.of(longer), JobDigest.of(later)))
        .doesNotHaveDuplicates();
  }
}
