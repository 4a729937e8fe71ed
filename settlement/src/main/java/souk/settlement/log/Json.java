package souk.settlement.log;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;

/** Values as JSON-RPC writes them, read from a stream. */
public final class Json {
  private Json() {}

  static Hash hash(JsonParser parser) throws IOException {
    return Hash.of(bytes(parser));
  }

  static Address address(JsonParser parser) throws IOException {
    return Address.of(bytes(parser));
  }

  static byte[] bytes(JsonParser parser) throws IOException {
    requireText(parser);
    return Quantities.bytes(
        parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
  }

  /**
   * A number of {@code 0x} and digits, 0 to 2^63 - 1.
   *
   * @throws IOException if it is no text
   * @throws IllegalArgumentException if it is no such number
   */
  public static long number(JsonParser parser) throws IOException {
    requireText(parser);
    return Quantities.number(
        parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
  }

  static void require(boolean holds, String trouble) throws IOException {
    if (!holds) {
      throw new IOException(trouble);
    }
  }

  private static void requireText(JsonParser parser) throws IOException {
    require(
        parser.currentToken() == JsonToken.VALUE_STRING,
        parser.currentName() + " is no text: " + parser.currentToken());
  }
}
