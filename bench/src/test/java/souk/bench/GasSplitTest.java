package souk.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.settlement.chain.CallData;

class GasSplitTest {
  private static final Address TO = Address.parse("0x00000000000000000000000000000000000000aa");
  private static final CallData DATA = new CallData(TO, Amount.ZERO, new byte[] {0, 1, 0, 2});
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void countsWhatATransactionDid() throws Exception {
    var logs = JSON.readTree("[{'topics': ['0x1', '0x2'], 'data': '0x0011'}]".replace('\'', '"'));
    var touched =
        read(
            "{'a': {'code': '0x6', 'storage': {'1': '5', '2': '6', '3': '0'}}, 'b': {'code': '0x6'}, 'c': {}}");
    var difference =
        read(
            "{'pre': {'a': {'storage': {'1': '5'}}}, 'post': {'a': {'storage': {'1': '6', '3': '1'}}}}");

    var split = GasSplit.of(100_000, DATA, logs, touched, difference);

    assertThat(split).isEqualTo(new GasSplit(1, 100_000, 40, 1_141, 1, 1, 1, 1));
  }

  @Test
  void leavesTheRestToWhatIsReckoned() {
    var split = new GasSplit(2, 100_000, 40, 1_000, 1, 2, 3, 4);

    assertThat(split.rest())
        .isEqualTo(100_000 - 42_000 - 40 - 1_000 - 22_100 - 10_000 - 6_300 - 10_400);
  }

  private static JsonNode read(String json) throws Exception {
    return JSON.readTree(json.replace('\'', '"'));
  }
}
