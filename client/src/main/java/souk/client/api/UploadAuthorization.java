package souk.client.api;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import souk.protocol.value.Address;
import souk.protocol.value.Signature;

/**
 * Who pays for the room a blob takes: the {@code Authorization} header of an upload. Whoever sends
 * it again can only store the same bytes again.
 *
 * <pre>
 *   Authorization: Souk account="0x..", expiry="1800000000", signature="0x.."
 * </pre>
 *
 * @param account on whose quota the blob is kept
 * @param expiry block time after which the signature does not count, whole seconds
 * @param signature the account's, by its key or for its code (ERC-1271), of {@link
 *     souk.protocol.codec.MarketDomain#blobUploadDigest}
 */
public record UploadAuthorization(Address account, Instant expiry, Signature signature) {
  /** The authentication scheme, RFC 9110 section 11.1. */
  public static final String SCHEME = "Souk";

  // The signature's digits and the rest.
  private static final int MAX_LENGTH = 2 * Signature.MAX_SIZE + 256;
  private static final Pattern FORM = Pattern.compile("(?i)souk +(\\S.*)");
  private static final Pattern PARAMETER = Pattern.compile("\\s*(\\w+)=\"([^\"]*)\"\\s*");
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");

  /** The value of the header. */
  public String header() {
    return "%s account=\"%s\", expiry=\"%d\", signature=\"%s\""
        .formatted(SCHEME, account, expiry.getEpochSecond(), signature);
  }

  /**
   * Reads the value of a header.
   *
   * @throws IllegalArgumentException if it is not of that form
   */
  public static UploadAuthorization parse(String header) {
    var form = FORM.matcher(header);
    if (header.length() > MAX_LENGTH || !form.matches()) {
      throw malformed();
    }
    var parameters = parameters(form.group(1));
    var seconds = parameter(parameters, "expiry");
    if (!SECONDS.matcher(seconds).matches()) {
      throw malformed();
    }
    return new UploadAuthorization(
        Address.parse(parameter(parameters, "account")),
        Instant.ofEpochSecond(Long.parseLong(seconds)),
        Signature.parse(parameter(parameters, "signature")));
  }

  private static Map<String, String> parameters(String list) {
    var parameters = new HashMap<String, String>();
    for (var text : list.split(",", -1)) {
      var parameter = PARAMETER.matcher(text);
      if (!parameter.matches() || parameters.put(parameter.group(1), parameter.group(2)) != null) {
        throw malformed();
      }
    }
    return parameters;
  }

  private static String parameter(Map<String, String> parameters, String name) {
    var value = parameters.get(name);
    if (value == null) {
      throw malformed();
    }
    return value;
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException(
        "an upload is authorized by: Authorization: Souk account=\"0x..\", expiry=\"<unix"
            + " seconds>\", signature=\"0x..\"");
  }
}
