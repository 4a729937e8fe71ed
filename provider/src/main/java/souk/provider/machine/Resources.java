package souk.provider.machine;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a machine has.
 *
 * @param processors processors this process may use
 * @param memoryBytes physical memory, or what this process's container is given of it
 * @param freeDiskBytes free disk where the provider keeps its files
 */
public record Resources(int processors, long memoryBytes, long freeDiskBytes) {

  /**
   * What this machine has.
   *
   * @param directory where the provider keeps its files; must be there
   * @throws UncheckedIOException if its disk cannot be looked at
   */
  public static Resources here(Path directory) {
    try {
      return new Resources(
          Runtime.getRuntime().availableProcessors(),
          memory(),
          Files.getFileStore(directory).getUsableSpace());
    } catch (IOException e) {
      throw new UncheckedIOException("the disk of %s cannot be looked at".formatted(directory), e);
    }
  }

  private static long memory() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
  }
}
