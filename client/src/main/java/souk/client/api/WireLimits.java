package souk.client.api;

import java.time.Duration;

/** What a market node takes and gives at most. */
public final class WireLimits {
  /** Most bytes of a blob. */
  public static final int MAX_BLOB_BYTES = 64 * 1024 * 1024;

  /** Most bytes of a blob that lists a job's mounts, or its arguments. */
  public static final int MAX_MANIFEST_BYTES = 1 << 20;

  /** Most bytes of a turn of an agent job, with its state, before it is sealed. */
  public static final int MAX_PARCEL_BYTES = 16 * 1024 * 1024;

  /** Most bytes of the snapshot of a state that agents go on from in another job. */
  public static final int MAX_STATE_BYTES = 16 * 1024 * 1024;

  /** Longest the signature of an upload, or of a request for a state, may still count. */
  public static final Duration MAX_UPLOAD_LIFETIME = Duration.ofMinutes(10);

  /** Most bytes of a JSON document about one thing. */
  public static final int MAX_DOCUMENT_BYTES = 64 * 1024;

  /** Most bytes of a JSON list. */
  public static final int MAX_LIST_BYTES = 8 * 1024 * 1024;

  /** Most elements of a list. */
  public static final int MAX_LIST = 1000;

  /** Most orders and placements a feed tells at once. */
  public static final int MAX_FEED = 500;

  /** Elements of a list where nothing else is asked for. */
  public static final int DEFAULT_LIST = 100;

  /** Most elements of a list whose elements are looked up one by one. */
  public static final int MAX_RECORDS = 200;

  /** Longest a request may ask to wait for news. */
  public static final Duration MAX_WAIT = Duration.ofSeconds(30);

  private WireLimits() {}
}
