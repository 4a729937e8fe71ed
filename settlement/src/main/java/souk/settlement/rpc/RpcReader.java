package souk.settlement.rpc;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import souk.settlement.log.Json;

/** Reads results from an answer as it comes. */
public interface RpcReader<T> {
  /** Keeps a result as JSON, of which there is always one: null is a node too. */
  RpcReader<JsonNode> JSON = new ObjectMapper()::readTree;

  /** Reads a number of {@code 0x} and digits, 0 to 2^63 - 1. */
  RpcReader<Long> NUMBER = Json::number;

  /**
   * Reads one result.
   *
   * @param parser at its first token, which may be null's; left at its last
   * @throws IOException if it is not what was asked for
   * @throws IllegalArgumentException if it is not what was asked for
   */
  T read(JsonParser parser) throws IOException;
}
