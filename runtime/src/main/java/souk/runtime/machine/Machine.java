package souk.runtime.machine;

/** The numbers of the machine that are the same for every job; {@code docs/machine.md}. */
public final class Machine {
  /** Version of admission rules, rewriting, weights and host calls: part of a job's identity. */
  public static final int VERSION = 2;

  /** What {@code argv[0]} holds. */
  public static final String PROGRAM_NAME = "program";

  /** Most memory any guest has, in pages of 64 KiB: 1 GiB. A higher limit acts as this one. */
  public static final int MAX_MEMORY_PAGES = 16_384;

  /** Bytes in a page of linear memory. */
  public static final int PAGE_BYTES = 65_536;

  /** Output a job may write where nothing else is agreed, in bytes. */
  public static final int DEFAULT_OUTPUT_BYTES = 8 << 20;

  /** Most bytes an output limit may allow. */
  public static final int MAX_OUTPUT_BYTES = 64 << 20;

  /** Bytes of the log that are kept; the rest is dropped. The log is not part of a result. */
  public static final int MAX_LOG_BYTES = 64 << 10;

  /** Most descriptors open at once. */
  public static final int MAX_DESCRIPTORS = 256;

  /** Most bytes in the files of the scratch. */
  public static final int MAX_SCRATCH_BYTES = 16 << 20;

  /** Most files and directories in the scratch. */
  public static final int MAX_SCRATCH_FILES = 1_024;

  /** Most bytes of input and mounted files together. */
  public static final int MAX_INPUT_BYTES = 256 << 20;

  private Machine() {}
}
