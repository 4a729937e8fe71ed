package souk.client.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The header that carries a signed checkpoint beside the bytes of its turn. */
public final class CheckpointHeader {
  /** Its name. */
  public static final String NAME = "Souk-Checkpoint";

  private static final int MAX_LENGTH = 4096;

  private CheckpointHeader() {}

  /** The value: the JSON document, base64url without padding (RFC 4648, section 5). */
  public static String write(SignedCheckpoint signed) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.write(signed));
  }

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException if it is not of that form
   */
  public static SignedCheckpoint read(String value) {
    if (value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "the header %s has at most %d characters".formatted(NAME, MAX_LENGTH));
    }
    return Json.read(
        Base64.getUrlDecoder().decode(value.getBytes(StandardCharsets.US_ASCII)),
        SignedCheckpoint.class);
  }
}
