package souk.settlement.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.LogPosition;
import souk.settlement.chain.RawLog;

class LogDecoderTest {
  private static final LogPosition AT = new LogPosition(7, Hash.ZERO, Hash.ZERO, 0);

  @Test
  void knowsEveryEventOfTheContracts() {
    var topics = AbiLogs.events().stream().map(AbiLogs.Event::topic).toList();

    assertThat(LogDecoder.known()).containsExactlyInAnyOrderElementsOf(topics);
  }

  @Test
  void passesOverWhatItDoesNotKnow() {
    assertThat(LogDecoder.decode(log(List.of()))).isEmpty();
    assertThat(LogDecoder.decode(log(List.of(Hash.ZERO)))).isEmpty();
  }

  private static RawLog log(List<Hash> topics) {
    return new RawLog(Address.ZERO, AT, topics, new byte[40]);
  }
}
