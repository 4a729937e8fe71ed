package souk.testnet.chain;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Finds the anvil program among the contracts' npm packages: the platform's own binary, since the
 * wrapper beside it leaves an orphan when it is killed.
 */
final class AnvilBinary {
  private AnvilBinary() {}

  static Path find() {
    var binary =
        projectRoot()
            .resolve("contracts/node_modules/@foundry-rs")
            .resolve("anvil-" + platform())
            .resolve("bin")
            .resolve(isWindows() ? "anvil.exe" : "anvil");
    if (!Files.isExecutable(binary)) {
      throw new IllegalStateException(
          "anvil is not there: run './souk build', which installs it to " + binary);
    }
    return binary;
  }

  /** The folder with the launcher: told by it, or found above where tests run. */
  private static Path projectRoot() {
    var told = System.getProperty("souk.root");
    var folder = Path.of(told == null ? "" : told).toAbsolutePath();
    while (folder.getParent() != null && !Files.isDirectory(folder.resolve("contracts"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  private static String platform() {
    var arch = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
    if (isWindows()) {
      return "win32-" + arch;
    }
    return (systemName().startsWith("mac") ? "darwin-" : "linux-") + arch;
  }

  private static boolean isWindows() {
    return systemName().startsWith("windows");
  }

  private static String systemName() {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT);
  }
}
