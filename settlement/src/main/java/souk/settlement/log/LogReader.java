package souk.settlement.log;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.LogPosition;
import souk.settlement.chain.RawLog;

/** Reads the result of {@code eth_getLogs}, or the logs of a receipt, from a stream of JSON. */
public final class LogReader {
  private static final int MOST_DIGITS = 2 + 2 * RawLog.MOST_DATA_BYTES;

  private final List<RawLog> logs = new ArrayList<>();
  private Hash lastBlock = Hash.ZERO;
  private @Nullable Address address;
  private @Nullable Hash block;
  private @Nullable Hash transaction;
  private final List<Hash> topics = new ArrayList<>();
  private byte @Nullable [] data;
  private long number;
  private long index;

  private LogReader() {}

  /**
   * Reads a list of logs.
   *
   * @param parser at the list's begin; left at its end
   * @throws IOException if it is no list of logs that are in a block
   * @throws IllegalArgumentException if a field of one is not what it should be
   */
  public static List<RawLog> read(JsonParser parser) throws IOException {
    Json.require(parser.currentToken() == JsonToken.START_ARRAY, "the logs are no list");
    var reader = new LogReader();
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      reader.readOne(parser);
    }
    Json.require(parser.currentToken() == JsonToken.END_ARRAY, "among the logs is no log");
    return reader.logs;
  }

  private void readOne(JsonParser parser) throws IOException {
    address = null;
    block = null;
    transaction = null;
    data = null;
    number = -1;
    index = -1;
    topics.clear();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      var name = parser.currentName();
      parser.nextToken();
      readField(parser, name);
    }
    logs.add(log());
  }

  private void readField(JsonParser parser, String name) throws IOException {
    switch (name) {
      case "address" -> address = Json.address(parser);
      case "topics" -> readTopics(parser);
      case "data" -> {
        Json.require(parser.getTextLength() <= MOST_DIGITS, "a log has too many bytes of data");
        data = Json.bytes(parser);
      }
      case "blockNumber" -> number = Json.number(parser);
      case "blockHash" -> block = sameAsLast(Json.hash(parser));
      case "transactionHash" -> transaction = Json.hash(parser);
      case "logIndex" -> index = Json.number(parser);
      case "removed" ->
          Json.require(parser.currentToken() != JsonToken.VALUE_TRUE, "a log was removed");
      default -> parser.skipChildren();
    }
  }

  private void readTopics(JsonParser parser) throws IOException {
    Json.require(parser.currentToken() == JsonToken.START_ARRAY, "a log's topics are no list");
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      Json.require(topics.size() < RawLog.MOST_TOPICS, "a log has too many topics");
      topics.add(Json.hash(parser));
    }
  }

  // Many logs share their block: its hash is kept once.
  private Hash sameAsLast(Hash hash) {
    if (!hash.equals(lastBlock)) {
      lastBlock = hash;
    }
    return lastBlock;
  }

  private RawLog log() throws IOException {
    if (address == null || block == null || transaction == null || data == null || !isPlaced()) {
      throw new IOException("a log has not all its fields");
    }
    return new RawLog(
        address, new LogPosition(number, block, transaction, (int) index), topics, data);
  }

  private boolean isPlaced() {
    return number >= 0 && index >= 0 && index <= Integer.MAX_VALUE;
  }
}
