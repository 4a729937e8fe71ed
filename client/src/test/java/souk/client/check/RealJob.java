package souk.client.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import souk.client.market.MarketException;
import souk.client.run.JobSources;
import souk.protocol.codec.ChunkTree;
import souk.protocol.codec.Cid;
import souk.protocol.codec.CodeId;
import souk.protocol.codec.Digests;
import souk.protocol.job.JobKind;
import souk.protocol.job.JobSpec;
import souk.protocol.offer.Tags;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.runtime.engine.EngineChoice;
import souk.runtime.engine.Engines;
import souk.runtime.machine.Machine;

/** A job that runs one of the example programs, and its blobs. */
public final class RealJob {
  private static final Path MODULE = Path.of("../examples/wordstat/wordstat.wasm");
  private static final byte[] INPUT = "a market is a place where a price is found".getBytes(UTF_8);

  private final Map<Hash, byte[]> kept = new HashMap<>();
  private final Path machine;
  private final JobSpec spec;

  /**
   * Reads the program.
   *
   * @param machine where the machine keeps compiled modules
   */
  public RealJob(Path machine) throws IOException {
    this.machine = machine;
    this.spec = spec(Files.readAllBytes(MODULE));
  }

  /** What is ordered. */
  public JobSpec spec() {
    return spec;
  }

  /** Runs jobs for real, on one engine. */
  public SecondOpinion opinion() {
    var engines = Engines.on(machine);
    return new SecondOpinion(List.of(engines.engine(EngineChoice.ENDIVE, Duration.ofMinutes(2))));
  }

  /** Keeps another blob beside the job's. */
  public Hash keep(byte[] bytes) {
    var digest = Digests.sha256(bytes);
    kept.put(digest, bytes);
    return digest;
  }

  /** The blob with that digest, as a market node gives it. */
  public byte[] blob(Hash digest, int maxBytes) {
    return Optional.ofNullable(kept.get(digest))
        .filter(bytes -> bytes.length <= maxBytes)
        .orElseThrow(() -> new MarketException("gone: " + Cid.text(digest), true));
  }

  /** Its blobs; it goes on from no state. */
  public JobSources sources() {
    return new JobSources(
        this::blob,
        root -> {
          throw new MarketException("no state " + root, false);
        });
  }

  private JobSpec spec(byte[] module) {
    return new JobSpec(
        Address.ZERO,
        CodeId.of(keep(module), Machine.VERSION),
        keep(module),
        keep(INPUT),
        Hash.ZERO,
        Hash.ZERO,
        ChunkTree.pair(module, INPUT),
        JobKind.COMMAND,
        new Fuel(1_000_000_000),
        1024,
        0,
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
}
