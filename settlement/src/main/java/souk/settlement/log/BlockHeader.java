package souk.settlement.log;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import souk.protocol.value.Hash;
import souk.settlement.chain.Head;

/**
 * What is read of a block.
 *
 * @param head which it is
 * @param bloom what may be logged in it
 */
public record BlockHeader(Head head, Bloom bloom) {

  /**
   * Reads the result of {@code eth_getBlockByNumber}; empty if there is no such block.
   *
   * @param parser at its first token; left at its last
   * @throws IOException if it is no block
   * @throws IllegalArgumentException if a field of it is not what it should be
   */
  public static Optional<BlockHeader> read(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return Optional.empty();
    }
    Json.require(parser.currentToken() == JsonToken.START_OBJECT, "a block is no object");
    long number = -1;
    long seconds = -1;
    @Nullable Hash hash = null;
    @Nullable Hash parent = null;
    @Nullable Bloom bloom = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      var name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "number" -> number = Json.number(parser);
        case "timestamp" -> seconds = Json.number(parser);
        case "hash" -> hash = Json.hash(parser);
        case "parentHash" -> parent = Json.hash(parser);
        case "logsBloom" -> bloom = new Bloom(Json.bytes(parser));
        default -> parser.skipChildren();
      }
    }
    if (hash == null || parent == null || bloom == null || number < 0 || !isTime(seconds)) {
      throw new IOException("a block has not all its fields");
    }
    var head = new Head(number, hash, parent, Instant.ofEpochSecond(seconds));
    return Optional.of(new BlockHeader(head, bloom));
  }

  private static boolean isTime(long seconds) {
    return seconds >= 0 && seconds <= Instant.MAX.getEpochSecond();
  }
}
