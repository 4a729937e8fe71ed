package souk.client.api;

import java.time.Duration;

/** What a market node takes and gives at most. */
public final class WireLimits {
  /** Most bytes of a blob. */
  public static final int MAX_BLOB_BYTES = 64 * 1024 * 1024;

  /** Most bytes of a JSON document about one thing. */
  public static final int MAX_DOCUMENT_BYTES = 64 * 1024;

  /** Most bytes of a JSON list. */
  public static final int MAX_LIST_BYTES = 8 * 1024 * 1024;

  /** Most jobs or offers in a list. */
  public static final int MAX_LIST = 1000;

  /** Most orders and placements a feed tells at once. */
  public static final int MAX_FEED = 500;

  /** Longest a request may ask to wait for news. */
  public static final Duration MAX_WAIT = Duration.ofSeconds(30);

  private WireLimits() {}
}
