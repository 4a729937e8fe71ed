package souk.client.api;

import java.util.Optional;

/**
 * Why a request was refused (RFC 9457, media type {@value #MEDIA_TYPE}).
 *
 * @param type what kind of problem it is: a reference to a page about it, as {@code
 *     /problems/not-found}
 * @param title the kind in words
 * @param status HTTP status code
 * @param detail one line: what was wrong, what to do
 * @param instance path of the request that was refused
 */
public record Problem(
    String type, String title, int status, String detail, Optional<String> instance) {
  /** The media type of a problem document. */
  public static final String MEDIA_TYPE = "application/problem+json";
}
