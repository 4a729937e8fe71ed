package souk.cli.convert;

import java.nio.file.Path;
import souk.protocol.job.Mount;
import souk.protocol.value.Hash;

/**
 * A file or directory of this machine that a job shall find at a path of its own.
 *
 * @param host where it is here
 * @param guest relative path the job finds it at, as in {@link Mount}
 */
public record HostMount(Path host, String guest) {

  /**
   * @throws IllegalArgumentException if the guest's path is not of a mount's form
   */
  public HostMount {
    new Mount(guest, Hash.ZERO, 0);
  }

  static HostMount parse(String text) {
    var split = text.lastIndexOf('=');
    if (split < 1 || split == text.length() - 1) {
      throw new IllegalArgumentException(
          "a mount is HOST=GUEST, as ./data.csv=data.csv: '" + text + "'");
    }
    return new HostMount(Path.of(text.substring(0, split)), text.substring(split + 1));
  }
}
