package souk.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.protocol.evidence.Effect;
import souk.protocol.evidence.TurnEffect;
import souk.protocol.value.Address;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.runtime.machine.Bytes;

/** Damages blobs at random: each is refused in one line, or is the one form of what it says. */
final class HostileBytesTest {
  private static final int ATTEMPTS = 3_000;
  private static final Delta DELTA =
      AgentStateTest.delta(2, List.of(1L, -1L), Map.of(7, AgentStateTest.block(3)));
  private static final Checkpoint CHECKPOINT =
      new Checkpoint(
          Hash.ZERO,
          Optional.empty(),
          new Fuel(5),
          Bytes.utf8("output"),
          Bytes.utf8("log"),
          List.of(new TurnEffect(0, new Effect.End(Address.of(new byte[Address.SIZE])))),
          List.of(Hash.ZERO, Hash.ZERO),
          Optional.of(Hash.ZERO));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void deltas(long seed) {
    attack(
        seed, StateCodec.encode(DELTA), bytes -> StateCodec.encode(StateCodec.decodeDelta(bytes)));
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void checkpoints(long seed) {
    attack(
        seed,
        CheckpointCodec.encode(CHECKPOINT),
        bytes -> CheckpointCodec.encode(CheckpointCodec.decode(bytes)));
  }

  private static void attack(long seed, Bytes whole, Function<Bytes, Bytes> again) {
    var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    var refused = 0;
    for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
      var damaged = damaged(whole.toArray(), random);
      try {
        assertThat(again.apply(damaged)).isEqualTo(damaged);
      } catch (IllegalArgumentException e) {
        assertThat(e.getMessage()).isNotBlank().doesNotContain("\\n").hasSizeLessThan(200);
        refused++;
      }
    }
    assertThat(refused).isBetween(ATTEMPTS / 10, ATTEMPTS);
  }

  private static Bytes damaged(byte[] bytes, RandomGenerator random) {
    var headers = Math.min(bytes.length, 120);
    for (var changes = random.nextInt(1, 4); changes > 0; changes--) {
      bytes[random.nextInt(headers)] = (byte) random.nextInt();
    }
    return random.nextInt(4) == 0
        ? Bytes.of(bytes, 0, random.nextInt(bytes.length))
        : Bytes.of(bytes);
  }
}
