package souk.market.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import souk.client.market.Page;

/** What a list's {@code next} says: where the following part begins, opaque to whom it is given. */
public final class Cursors {
  private static final int MAX_LENGTH = 256;

  private Cursors() {}

  /** The cursor that says this. */
  public static String of(String place) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(place.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * What the cursor of a page says.
   *
   * @param parse reads it; what it throws means that the cursor is none of ours
   * @throws BadCursorException if it is none
   */
  public static <T> Optional<T> of(Page page, Function<String, T> parse) {
    return page.after().map(cursor -> read(cursor, parse));
  }

  private static <T> T read(String cursor, Function<String, T> parse) {
    if (cursor.length() > MAX_LENGTH) {
      throw new BadCursorException();
    }
    try {
      var place = Base64.getUrlDecoder().decode(cursor);
      return parse.apply(new String(place, StandardCharsets.US_ASCII));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new BadCursorException();
    }
  }
}
