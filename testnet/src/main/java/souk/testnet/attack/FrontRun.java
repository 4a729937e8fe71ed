package souk.testnet.attack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import souk.protocol.value.Address;
import souk.testnet.cluster.Testnet;

/** Whether somebody was faster than those it copies. */
public final class FrontRun {
  private FrontRun() {}

  /** Whether a copy that account sent is in a block before what it copies. */
  public static boolean wasFirst(Testnet testnet, Address attacker) {
    var chain = testnet.chain();
    return chain.nonce(attacker) > 0
        && LongStream.rangeClosed(chain.deployment().block(), chain.head().number())
            .anyMatch(height -> wasFirst(testnet, attacker, height));
  }

  private static boolean wasFirst(Testnet testnet, Address attacker, long height) {
    var block = testnet.anvil().call("eth_getBlockByNumber", "0x" + Long.toHexString(height), true);
    var sent = StreamSupport.stream(block.path("transactions").spliterator(), false).toList();
    return sent.stream()
        .filter(copy -> copy.path("from").asText().equalsIgnoreCase(attacker.toString()))
        .anyMatch(copy -> sent.stream().anyMatch(original -> isCopy(copy, original)));
  }

  private static boolean isCopy(JsonNode copy, JsonNode original) {
    return original.path("input").equals(copy.path("input"))
        && !original.path("from").equals(copy.path("from"))
        && index(copy) < index(original);
  }

  private static long index(JsonNode transaction) {
    return Long.decode(transaction.path("transactionIndex").asText());
  }
}
