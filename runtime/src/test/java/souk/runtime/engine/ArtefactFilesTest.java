package souk.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.protocol.job.JobKind;
import souk.protocol.value.Fuel;
import souk.runtime.engine.ArtefactFiles.Place;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;

final class ArtefactFilesTest {
  private static final Artefact ARTEFACT = new Artefact(Bytes.of(new byte[400]), Bytes.EMPTY);

  @TempDir Path directory;

  @Test
  void keepsWhatFits() {
    var files = new ArtefactFiles(directory, "here", 1_000);

    place(files, "one").keep(ARTEFACT);
    place(files, "two").keep(ARTEFACT);

    assertThat(place(files, "one").preparation()).isEqualTo(new Preparation.Done(ARTEFACT));
    assertThat(place(files, "two").preparation()).isEqualTo(new Preparation.Done(ARTEFACT));
  }

  @Test
  void removesTheOldestBeyondItsBytes() throws IOException {
    var files = new ArtefactFiles(directory, "here", 1_000);

    place(files, "one").keep(ARTEFACT);
    makeOld();
    place(files, "two").keep(ARTEFACT);
    place(files, "three").keep(ARTEFACT);

    assertThat(place(files, "one").preparation()).isEqualTo(new Preparation.Wanted());
    assertThat(place(files, "two").preparation()).isEqualTo(new Preparation.Done(ARTEFACT));
    assertThat(place(files, "three").preparation()).isEqualTo(new Preparation.Done(ARTEFACT));
  }

  @Test
  void wantsADamagedOneAgain() throws IOException {
    var files = new ArtefactFiles(directory, "here", 1_000);
    place(files, "one").keep(ARTEFACT);

    for (var file : directory.toFile().listFiles()) {
      var bytes = Files.readAllBytes(file.toPath());
      bytes[bytes.length - 1] ^= 1;
      Files.write(file.toPath(), bytes);
    }

    assertThat(place(files, "one").preparation()).isEqualTo(new Preparation.Wanted());
  }

  private void makeOld() throws IOException {
    for (var file : directory.toFile().listFiles()) {
      Files.setLastModifiedTime(file.toPath(), FileTime.from(Instant.EPOCH));
    }
  }

  private static Place place(ArtefactFiles files, String module) {
    return files.placeFor(
        JobKind.COMMAND, Invocation.of(Bytes.utf8(module), Bytes.EMPTY), Limits.of(new Fuel(1), 1));
  }
}
