package souk.client.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.client.market.MarketException;
import souk.client.run.JobSources;
import souk.protocol.codec.AgentInputCodec;
import souk.protocol.codec.Digests;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.Result;
import souk.protocol.job.AgentInput;
import souk.protocol.job.AgentStanding;
import souk.protocol.job.JobKind;
import souk.protocol.job.JobSpec;
import souk.protocol.offer.EngineName;
import souk.protocol.offer.Tags;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.runtime.machine.Bytes;
import souk.runtime.state.Delta;
import souk.runtime.state.Snapshot;

class ReportTest {
  private static final byte[] MODULE = {0, 1};
  private static final Snapshot STATE =
      new Snapshot(1, List.of(), new TreeMap<>(Map.of(0, Bytes.of(block()))));
  private static final byte[] INPUT =
      AgentInputCodec.encode(
          new AgentInput(
              new Fuel(1),
              Amount.ZERO,
              Optional.of(
                  new AgentStanding(Address.ZERO, 1, Amount.ZERO, Optional.of(STATE.root()))),
              List.of()));

  private static final Hash ANY = Digests.sha256(MODULE);
  private static final JobSources SOURCES =
      new JobSources(
          (digest, _) -> digest.equals(Digests.sha256(INPUT)) ? INPUT : MODULE, _ -> STATE);

  @TempDir Path directory;

  private static byte[] block() {
    var block = new byte[Delta.BLOCK_BYTES];
    block[0] = 1;
    return block;
  }

  private Report kept() {
    Report.keep(directory, document(), Optional.empty(), Bytes.EMPTY, SOURCES);
    return Report.read(directory);
  }

  private static Report.Document document() {
    var result =
        new Result(ANY, ANY, new ExitStatus.Exited(0), new Fuel(1), Hash.ZERO, List.of(ANY));
    var engine = new EngineName("endive");
    return new Report.Document(
        ANY, 0, job(), Optional.of(engine), result, result, engine, "", Optional.empty());
  }

  private static JobSpec job() {
    return new JobSpec(
        Address.ZERO,
        ANY,
        ANY,
        Digests.sha256(INPUT),
        Hash.ZERO,
        Hash.ZERO,
        ANY,
        JobKind.AGENT_JOB,
        new Fuel(1_000),
        1024,
        1,
        Price.of(1),
        Amount.ZERO,
        0,
        5,
        Tags.NONE,
        Instant.EPOCH.plusSeconds(60),
        Instant.EPOCH,
        Optional.empty(),
        Hash.ZERO,
        0,
        BigInteger.ONE);
  }

  @Test
  void holdsTheStateThatTheJobGoesOnFrom() {
    assertThat(kept().sources().states().state(STATE.root())).isEqualTo(STATE);
  }

  @Test
  void believesNoStateThatWasChanged() throws IOException {
    var report = kept();
    var file = directory.resolve("states").resolve(STATE.root().toString());
    var bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);

    assertThatExceptionOfType(MarketException.class)
        .isThrownBy(() -> report.sources().states().state(STATE.root()))
        .withMessageContaining("damaged");
  }

  @Test
  void holdsNoOtherState() {
    assertThatExceptionOfType(MarketException.class)
        .isThrownBy(() -> kept().sources().states().state(ANY))
        .withMessageContaining("does not hold state");
  }
}
