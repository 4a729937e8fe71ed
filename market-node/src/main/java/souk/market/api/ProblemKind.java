package souk.market.api;

import java.util.Arrays;
import java.util.Locale;

/** The kinds of problems, each with a page of its own under {@code /problems}. */
enum ProblemKind {
  BAD_REQUEST(
      400,
      "Bad request",
      "The request says something that the API does not understand. Correct it."),
  UNAUTHORIZED(
      401,
      "Unauthorized",
      "What was handed in must be signed, and is not, or not rightly. Sign it."),
  FORBIDDEN(403, "Forbidden", "Who asks may not do that here; the detail says who may."),
  NOT_FOUND(404, "Not found", "The node knows nothing of that name. Another node may."),
  METHOD_NOT_ALLOWED(
      405, "Method not allowed", "That path is there, for the methods in the Allow header."),
  CONFLICT(
      409,
      "Conflict",
      "It comes too late, or contradicts what the node knows. Look again, then ask."),
  LENGTH_REQUIRED(411, "Length required", "Say in Content-Length how many bytes follow."),
  CONTENT_TOO_LARGE(413, "Content too large", "It is larger than the API takes. Make it smaller."),
  URI_TOO_LONG(414, "URI too long", "The address of the request is longer than the API takes."),
  RANGE_NOT_SATISFIABLE(416, "Range not satisfiable", "The blob has no such bytes."),
  UNPROCESSABLE_CONTENT(
      422, "Unprocessable content", "It was understood, and is not what it says it is."),
  TOO_MANY_REQUESTS(
      429, "Too many requests", "Ask less often: again after the seconds in Retry-After."),
  HEADERS_TOO_LARGE(431, "Headers too large", "The headers are larger than the API takes."),
  INTERNAL_ERROR(500, "Internal error", "The node failed. Try again, or ask another node."),
  UNAVAILABLE(
      503, "Unavailable", "The node cannot serve this now. Try again, or ask another node."),
  INSUFFICIENT_STORAGE(507, "Insufficient storage", "The node has no room. Ask another node."),
  OTHER(0, "Refused", "The request was not served; the status says why.");

  private final int status;
  private final String title;
  private final String explanation;

  ProblemKind(int status, String title, String explanation) {
    this.status = status;
    this.title = title;
    this.explanation = explanation;
  }

  static ProblemKind of(int status) {
    return Arrays.stream(values()).filter(kind -> kind.status == status).findFirst().orElse(OTHER);
  }

  /**
   * The kind whose page has that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static ProblemKind parse(String text) {
    return Arrays.stream(values())
        .filter(kind -> kind.path().equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no such kind of problem"));
  }

  String title() {
    return title;
  }

  /** The reference that problems of this kind have as type. */
  String uri() {
    return "/problems/" + path();
  }

  String page() {
    return "%s\n\n%s\n".formatted(title, explanation);
  }

  private String path() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
