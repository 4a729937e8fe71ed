package souk.cli.command;

import java.nio.file.Path;
import souk.cli.option.LocalFiles;
import souk.client.Souk;
import souk.client.api.WireLimits;
import souk.runtime.guest.JavaScript;
import souk.runtime.machine.Bytes;

/**
 * What an agent is to run: a module, or a script that is made one.
 *
 * @param name what the file is called
 * @param content its bytes
 */
record AgentFile(String name, Bytes content) {

  /**
   * Reads a file.
   *
   * @throws souk.cli.console.CommandException if it is missing, unreadable or too large
   */
  static AgentFile read(Path file) {
    return new AgentFile(
        file.getFileName().toString(), LocalFiles.read(file, WireLimits.MAX_BLOB_BYTES));
  }

  boolean isScript() {
    return JavaScript.isScript(name);
  }

  /** The module; a script is run up to its first turn. */
  Bytes module(Souk souk) throws InterruptedException {
    return isScript() ? souk.agents().module(name, content) : content;
  }
}
