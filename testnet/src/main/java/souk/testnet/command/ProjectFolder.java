package souk.testnet.command;

import java.nio.file.Path;

/** The folder of the project this program was built in. */
final class ProjectFolder {
  private ProjectFolder() {}

  /** The folder with the launcher, which tells it; else where the process was started. */
  static Path root() {
    return Path.of(System.getProperty("souk.root", "")).toAbsolutePath().normalize();
  }

  /** Where what testnets and demos write is kept, out of git's sight. */
  static Path state() {
    return root().resolve(".souk");
  }
}
