package souk.provider.node;

import java.nio.file.Path;
import java.util.OptionalInt;
import souk.provider.machine.MachineState;
import souk.provider.machine.WorkTime;

/**
 * How a provider is operated, beside what it offers.
 *
 * @param drain asks it to leave
 * @param when when it takes new jobs
 * @param pausing what becomes of the jobs that run when that time is over
 * @param machine the machine it runs on
 * @param journal file of its journal, whose size counts as disk used
 * @param diskBytes most bytes that journal and blobs may take
 * @param metricsPort port on the loopback interface for metrics and readiness; 0 for any that is
 *     free, empty for none
 */
public record Operation(
    DrainRequest drain,
    WorkTime when,
    Leaving pausing,
    MachineState machine,
    Path journal,
    long diskBytes,
    OptionalInt metricsPort) {
  /** Disk that suits most. */
  public static final long DEFAULT_DISK_BYTES = 4L << 30;
}
