package souk.client.api;

/**
 * Why a request was refused (RFC 9457, media type {@value #MEDIA_TYPE}).
 *
 * @param type {@code about:blank}: the title is the HTTP status's
 * @param title the status in words
 * @param status HTTP status code
 * @param detail one line: what was wrong, what to do
 */
public record Problem(String type, String title, int status, String detail) {
  /** The media type of a problem document. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** A problem that is told by its status and one line. */
  public static Problem of(int status, String title, String detail) {
    return new Problem("about:blank", title, status, detail);
  }
}
