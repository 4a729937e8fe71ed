package souk.settlement.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import souk.protocol.codec.Digests;
import souk.settlement.chain.Revert;

/** Names what contracts revert with, by the errors in our contracts' interfaces. */
public final class Reverts {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HexFormat HEX = HexFormat.of();
  private static final Pattern DATA = Pattern.compile("0x((?:[0-9a-fA-F]{2}){4,})");
  private static final int SELECTOR_DIGITS = 8;
  private static final int WORD_DIGITS = 64;

  // Solidity's own errors (Solidity documentation, "Panic via assert and Error via require").
  private static final String ERROR = "08c379a0";
  private static final String PANIC = "4e487b71";

  private static final Map<String, String> NAMES =
      errors(
          "Market",
          "Orders",
          "History",
          "Verifiers",
          "Audits",
          "Jury",
          "Disputes",
          "Demands",
          "Relay",
          "Lens",
          "Agents",
          "Identities",
          "Stablecoin");

  private Reverts() {}

  /** The name of an error by its selector, 4 bytes. */
  public static Revert ofSelector(byte[] selector) {
    return decode(HEX.formatHex(selector));
  }

  /**
   * What an endpoint says about a revert.
   *
   * @param message its words
   * @param data what the contract returned, if the endpoint tells; endpoints wrap it in many ways
   */
  public static Revert of(String message, @Nullable String data) {
    var matcher = DATA.matcher(data == null ? message : data);
    return matcher.find()
        ? decode(matcher.group(1).toLowerCase(Locale.ROOT))
        : new Revert("Revert", message);
  }

  private static Revert decode(String digits) {
    var selector = digits.substring(0, SELECTOR_DIGITS);
    var arguments = digits.substring(SELECTOR_DIGITS);
    return switch (selector) {
      case ERROR -> new Revert("Revert", text(arguments));
      case PANIC -> new Revert("Panic", arguments.replaceFirst("^0*", "0x"));
      default -> new Revert(NAMES.getOrDefault(selector, "0x" + selector), arguments);
    };
  }

  /** The string in {@code abi.encode(string)}: offset, length, bytes; garbage as it is. */
  private static String text(String arguments) {
    if (arguments.length() < 2 * WORD_DIGITS) {
      return arguments;
    }
    var length = new BigInteger(arguments.substring(WORD_DIGITS, 2 * WORD_DIGITS), 16);
    var available = arguments.length() - 2 * WORD_DIGITS;
    var digits = length.shiftLeft(1).min(BigInteger.valueOf(available)).intValue();
    var bytes = HEX.parseHex(arguments.substring(2 * WORD_DIGITS, 2 * WORD_DIGITS + digits));
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static Map<String, String> errors(String... contracts) {
    var names = new TreeMap<String, String>();
    for (var contract : contracts) {
      abi(contract)
          .valueStream()
          .filter(entry -> entry.path("type").asText().equals("error"))
          .forEach(error -> names.put(selector(error), error.path("name").asText()));
    }
    return Map.copyOf(names);
  }

  private static JsonNode abi(String contract) {
    var resource = "/souk/contracts/" + contract + ".json";
    try (var in = Reverts.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new FileNotFoundException(resource);
      }
      return JSON.readTree(in).path("abi");
    } catch (IOException e) {
      throw new UncheckedIOException("the contracts' interfaces are not on the class path", e);
    }
  }

  // None of our errors takes a struct, so that types are written as they stand.
  private static String selector(JsonNode error) {
    var types =
        error
            .path("inputs")
            .valueStream()
            .map(input -> input.path("type").asText())
            .collect(Collectors.joining(","));
    var signature = error.path("name").asText() + "(" + types + ")";
    var hash = Digests.keccak256(signature.getBytes(StandardCharsets.US_ASCII)).bytes();
    return HEX.formatHex(Arrays.copyOf(hash, SELECTOR_DIGITS / 2));
  }
}
