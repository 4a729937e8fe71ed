package souk.bench.canned;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import souk.protocol.codec.Digests;

/**
 * Writes logs as JSON-RPC has them; words are 32 bytes (Ethereum JSON-RPC, {@code eth_getLogs}).
 */
final class LogText {
  private static final HexFormat HEX = HexFormat.of();
  private static final String ZEROS = "0".repeat(48);

  private final StringBuilder out;
  private final String block;
  private int logs;
  private boolean inData;

  /**
   * @param out where the logs of one block go
   * @param number the block's height
   * @param hash its hash, as text
   */
  LogText(StringBuilder out, long number, String hash) {
    this.out = out;
    this.block =
        "\"blockNumber\":\"0x%x\",\"blockHash\":\"%s\",\"removed\":false,".formatted(number, hash);
  }

  /** The first topic of an event. */
  static String topic(String signature) {
    var hash = Digests.keccak256(signature.getBytes(StandardCharsets.US_ASCII));
    return HEX.formatHex(hash.bytes());
  }

  int count() {
    return logs;
  }

  /** Begins a log; its other topics follow, then {@link #data}, then words, then {@link #end}. */
  LogText begin(String address, String topic, long transaction) {
    out.append(logs == 0 ? "{" : ",{").append(block).append("\"address\":\"").append(address);
    out.append("\",\"logIndex\":\"0x").append(Integer.toHexString(logs));
    out.append("\",\"transactionIndex\":\"0x").append(Integer.toHexString(logs));
    out.append("\",\"transactionHash\":\"0x");
    pseudoRandom(transaction);
    out.append("\",\"topics\":[\"0x").append(topic);
    logs++;
    inData = false;
    return this;
  }

  /** What follows is data. */
  LogText data() {
    out.append("\"],\"data\":\"0x");
    inData = true;
    return this;
  }

  LogText number(long value) {
    next();
    out.append(ZEROS);
    out.append(HEX.toHexDigits(value));
    return this;
  }

  LogText address(long account) {
    next();
    out.append("0".repeat(24));
    appendAddress(account);
    return this;
  }

  /** A hash nobody could have foreseen, the same for the same number. */
  LogText hash(long number) {
    next();
    pseudoRandom(number);
    return this;
  }

  /** ASCII, padded with zeros. */
  LogText text(String value) {
    next();
    var digits = HEX.formatHex(value.getBytes(StandardCharsets.US_ASCII));
    out.append(digits).append("0".repeat(64 - digits.length()));
    return this;
  }

  void end() {
    out.append("\"}");
  }

  private void next() {
    if (!inData) {
      out.append("\",\"0x");
    }
  }

  private void appendAddress(long account) {
    out.append("00000000");
    out.append(HEX.toHexDigits(mixed(account)));
    out.append(HEX.toHexDigits(mixed(~account)));
  }

  private void pseudoRandom(long number) {
    out.append(HEX.toHexDigits(mixed(number)));
    out.append(HEX.toHexDigits(mixed(number ^ 0x5851f42d4c957f2dL)));
    out.append(HEX.toHexDigits(mixed(number ^ 0x14057b7ef767814fL)));
    out.append(HEX.toHexDigits(number));
  }

  /** SplitMix64 (Steele, Lea, Flood, 2014). */
  static long mixed(long number) {
    var z = number + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
