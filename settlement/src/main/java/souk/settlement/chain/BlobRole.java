package souk.settlement.chain;

import java.util.Arrays;

/** Which of a job's blobs a chunk is demanded of. */
public enum BlobRole {
  /** The module. */
  MODULE(0),
  /** The input. */
  INPUT(1),
  /** The output revealed. */
  OUTPUT(2);

  private final int code;

  BlobRole(int code) {
    this.code = code;
  }

  /** The contracts' {@code Blob}. */
  public int code() {
    return code;
  }

  /**
   * Reads the contracts' {@code Blob}.
   *
   * @throws IllegalArgumentException if there is no such blob
   */
  public static BlobRole of(int code) {
    return Arrays.stream(values())
        .filter(blob -> blob.code == code)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such blob: " + code));
  }
}
