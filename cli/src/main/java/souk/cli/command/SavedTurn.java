package souk.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import souk.cli.console.CommandException;
import souk.cli.option.LocalFiles;
import souk.protocol.value.Hash;
import souk.runtime.machine.Bytes;
import souk.runtime.state.Checkpoint;
import souk.runtime.state.CheckpointCodec;
import souk.runtime.state.Snapshot;
import souk.runtime.state.StateCodec;

/**
 * An agent between two turns, as two files side by side: {@code turn-N.checkpoint} and {@code
 * turn-N.state}.
 *
 * @param checkpoint how far its job had come
 * @param state its state; empty before the first turn
 */
record SavedTurn(Checkpoint checkpoint, Optional<Snapshot> state) {
  private static final String CHECKPOINT = ".checkpoint";
  private static final String STATE = ".state";
  private static final int MAX_BYTES = Integer.MAX_VALUE - 64;

  /**
   * Reads what {@link #keep} has written.
   *
   * @throws CommandException if a file is missing or damaged, or the two do not belong together
   */
  static SavedTurn read(Path file) {
    var name = file.toString();
    if (!name.endsWith(CHECKPOINT)) {
      throw new CommandException(false, "a checkpoint is a file *.checkpoint, not " + file);
    }
    try {
      var checkpoint = CheckpointCodec.decode(LocalFiles.read(file, MAX_BYTES));
      var beside = Path.of(name.substring(0, name.length() - CHECKPOINT.length()) + STATE);
      return new SavedTurn(checkpoint, checkpoint.stateHash().map(root -> state(beside, root)));
    } catch (IllegalArgumentException e) {
      throw new CommandException(false, "cannot go on from %s: %s".formatted(file, e.getMessage()));
    }
  }

  private static Snapshot state(Path file, Hash root) {
    return StateCodec.decodeSnapshot(LocalFiles.read(file, MAX_BYTES), root);
  }

  /**
   * Writes both files.
   *
   * @throws CommandException if they cannot be written
   */
  void keep(Path directory) {
    var name = "turn-" + checkpoint.turns();
    try {
      Files.createDirectories(directory);
      // The checkpoint comes last: where it is, its state is.
      if (state.isPresent()) {
        write(StateCodec.encode(state.get()), directory.resolve(name + STATE));
      }
      write(CheckpointCodec.encode(checkpoint), directory.resolve(name + CHECKPOINT));
    } catch (IOException e) {
      throw new CommandException(
          false, "cannot keep a turn in %s: %s".formatted(directory, e.getMessage()), e);
    }
  }

  private static void write(Bytes bytes, Path file) throws IOException {
    var part = file.resolveSibling(file.getFileName() + ".part");
    Files.write(part, bytes.toArray());
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
