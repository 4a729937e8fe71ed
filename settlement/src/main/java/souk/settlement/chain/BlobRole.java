package souk.settlement.chain;

/** Which of a job's blobs a chunk is demanded of. */
public enum BlobRole {
  /** The module. */
  MODULE,
  /** The input. */
  INPUT,
  /** The output revealed. */
  OUTPUT
}
