package souk.settlement.web3j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.web3j.protocol.core.methods.response.Log;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.ChainException;
import souk.settlement.chain.LogPosition;
import souk.settlement.chain.RawLog;
import souk.settlement.log.AbiLogs;
import souk.settlement.log.LogDecoder;

/** Every event of the contracts, decoded by hand and by the bindings. */
class LogDecoderPropertiesTest {
  private static final int ROUNDS = 100;
  private static final LogPosition AT = new LogPosition(77, Hash.ZERO, Hash.ZERO, 3);

  static List<AbiLogs.Event> events() {
    return AbiLogs.events();
  }

  @ParameterizedTest
  @MethodSource("events")
  void decodesWhatTheBindingsDecode(AbiLogs.Event event) {
    var logs = new AbiLogs(new Random(event.name().hashCode()), 0);

    for (var round = 0; round < ROUNDS; round++) {
      var log = logs.log(event, Address.ZERO, AT);

      assertThat(LogDecoder.decode(log)).isPresent().isEqualTo(BindingsDecoder.decode(bound(log)));
    }
  }

  @ParameterizedTest
  @MethodSource("events")
  void passesOverWhatTheBindingsHaveNoValueFor(AbiLogs.Event event) {
    var logs = new AbiLogs(new Random(event.name().hashCode()), 0.3);

    for (var round = 0; round < ROUNDS; round++) {
      var log = logs.log(event, Address.ZERO, AT);
      var oracle = oracle(log);

      var decoded = LogDecoder.decode(log);

      if (oracle.isPresent()) {
        assertThat(decoded).isEqualTo(oracle);
      } else if (!event.name().equals("JobMatched")) {
        assertThat(decoded).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("events")
  void refusesGarbageAndNothingElseHappens(AbiLogs.Event event) {
    var random = new Random(event.name().hashCode());
    var logs = new AbiLogs(random, 0.1);

    for (var round = 0; round < ROUNDS; round++) {
      var log = spoil(logs.log(event, Address.ZERO, AT), random);

      var failure = catchThrowable(() -> LogDecoder.decode(log));

      if (failure != null) {
        assertThat(failure)
            .isInstanceOfSatisfying(
                ChainException.class, found -> assertThat(found.isRetryable()).isTrue());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("events")
  void refusesALogThatIsCutOffOrGoesOn(AbiLogs.Event event) {
    var log = new AbiLogs(new Random(event.name().hashCode()), 0).log(event, Address.ZERO, AT);
    var data = log.data();
    var longer = with(log, log.topics(), Arrays.copyOf(data, data.length + 32));
    var topicLess = with(log, log.topics().subList(0, log.topics().size() - 1), data);
    var shorter = with(log, log.topics(), Arrays.copyOf(data, Math.max(0, data.length - 1)));

    assertThat(catchThrowable(() -> LogDecoder.decode(longer))).isInstanceOf(ChainException.class);
    if (topicLess.topics().isEmpty()) {
      assertThat(LogDecoder.decode(topicLess)).isEmpty();
    } else {
      assertThat(catchThrowable(() -> LogDecoder.decode(topicLess)))
          .isInstanceOf(ChainException.class);
    }
    if (data.length > 0) {
      assertThat(catchThrowable(() -> LogDecoder.decode(shorter)))
          .isInstanceOf(ChainException.class);
    }
  }

  /** Empty where the bindings or the protocol's values refuse it. */
  private static Optional<ChainEvent> oracle(RawLog log) {
    try {
      return BindingsDecoder.decode(bound(log));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  private static RawLog spoil(RawLog log, Random random) {
    var data = log.data();
    return switch (random.nextInt(4)) {
      case 0 -> with(log, log.topics(), Arrays.copyOf(data, random.nextInt(data.length + 70)));
      case 1 -> with(log, log.topics().subList(0, random.nextInt(log.topics().size() + 1)), data);
      default -> {
        for (var i = 0; i < 1 + random.nextInt(3) && data.length > 0; i++) {
          data[random.nextInt(data.length)] = (byte) random.nextInt();
        }
        yield with(log, log.topics(), data);
      }
    };
  }

  private static RawLog with(RawLog log, List<Hash> topics, byte[] data) {
    return new RawLog(log.address(), log.at(), topics, data);
  }

  private static Log bound(RawLog log) {
    var at = log.at();
    return new Log(
        false,
        Integer.toString(at.index()),
        "0x0",
        at.transaction().toString(),
        at.blockHash().toString(),
        Long.toString(at.blockNumber()),
        log.address().toString(),
        "0x" + HexFormat.of().formatHex(log.data()),
        "",
        log.topics().stream().map(Hash::toString).toList());
  }
}
