package souk.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Optional;

/** Registration files of agents (ERC-8004) that are whole in their address (RFC 2397). */
final class Registration {
  private static final String DATA = "data:application/json;base64,";
  private static final String TYPE = "https://eips.ethereum.org/EIPS/eip-8004#registration-v1";

  private Registration() {}

  /** The address of a file that only says what an agent is called. */
  static String named(String name) {
    var file = new LinkedHashMap<String, Object>();
    file.put("type", TYPE);
    file.put("name", name);
    file.put("active", true);
    try {
      return DATA + Base64.getEncoder().encodeToString(new JsonMapper().writeValueAsBytes(file));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("strings are always written", e);
    }
  }

  /** The file, if the address holds it. */
  static Optional<byte[]> content(String uri) {
    if (!uri.startsWith(DATA)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Base64.getDecoder().decode(uri.substring(DATA.length())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
