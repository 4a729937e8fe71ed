package souk.client.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import souk.client.api.Json;
import souk.client.api.WireLimits;
import souk.client.blob.BlobSource;
import souk.client.market.MarketException;
import souk.client.run.JobSources;
import souk.protocol.codec.AgentInputCodec;
import souk.protocol.codec.Cid;
import souk.protocol.codec.Digests;
import souk.protocol.codec.InputCodec;
import souk.protocol.evidence.Item;
import souk.protocol.evidence.Result;
import souk.protocol.job.JobKind;
import souk.protocol.job.JobSpec;
import souk.protocol.job.Mount;
import souk.protocol.offer.EngineName;
import souk.protocol.value.Hash;
import souk.runtime.machine.Bytes;
import souk.runtime.state.Snapshot;
import souk.runtime.state.StateCodec;
import souk.settlement.index.IndexedJob;

/**
 * A disputed result with all it takes to see whether it is wrong, in a directory: {@code
 * report.json}, the job's blobs under {@code blobs} by their CIDs, the state it goes on from, if it
 * does, under {@code states} by its hash, and both outputs. Nothing in a report is trusted: blobs
 * and states are checked against their hashes when they are read.
 */
public final class Report {
  private static final String DOCUMENT = "report.json";
  private static final String BLOBS = "blobs";
  private static final String STATES = "states";
  private static final String CLAIMED_OUTPUT = "output-claimed";
  private static final String FOUND_OUTPUT = "output-found";
  private static final int MOST_BYTES = 1 << 20;

  /**
   * What is in {@code report.json}.
   *
   * @param jobId the job
   * @param attempt the attempt that claimed the result, from 0
   * @param job what was ordered
   * @param declared what its provider says it ran the job on
   * @param claimed the result that is disputed
   * @param found the right one
   * @param engine what found it
   * @param what what differs first, in words
   * @param outputByte the first byte at which the outputs differ, from 0, if that is known
   */
  public record Document(
      Hash jobId,
      int attempt,
      JobSpec job,
      Optional<EngineName> declared,
      Result claimed,
      Result found,
      EngineName engine,
      String what,
      Optional<Integer> outputByte) {

    /**
     * What is kept of a result that holds here, and that a jury found to be wrong.
     *
     * @param finding what running the job again gave
     * @param item where the jury found otherwise
     */
    public static Document overruled(IndexedJob job, Finding.Agrees finding, Item item) {
      return new Document(
          job.id(),
          job.snapshot().attempt(),
          job.spec(),
          job.engine(),
          finding.result(),
          finding.result(),
          finding.engine(),
          "a jury found otherwise of " + Difference.what(item),
          Optional.empty());
    }

    /** What is kept of a wrong result that an attempt came to. */
    public static Document of(
        Hash jobId,
        int attempt,
        JobSpec job,
        Optional<EngineName> declared,
        Finding.Differs finding) {
      return new Document(
          jobId,
          attempt,
          job,
          declared,
          finding.claimed(),
          finding.found(),
          finding.engine(),
          finding.difference().what(),
          finding.outputByte().stream().boxed().findFirst());
    }
  }

  private final Path directory;
  private final Document document;

  private Report(Path directory, Document document) {
    this.directory = directory;
    this.document = document;
  }

  /** What the report is about. */
  public Document document() {
    return document;
  }

  /** What the job names. */
  public JobSources sources() {
    return new JobSources(this::blob, this::state);
  }

  /** As {@link #keep(Path, Document, Optional, Bytes, JobSources)}, of a result that differs. */
  public static Report keep(
      Path directory, Document document, Finding.Differs finding, JobSources sources) {
    return keep(directory, document, finding.claimedOutput(), finding.output(), sources);
  }

  /**
   * Writes a report; what is in its place is written over.
   *
   * @param directory made if missing
   * @param claimedOutput what was claimed to be the output, if it was to be had
   * @param output the right output
   * @param sources where what the job names is
   * @throws MarketException if some of it is not to be had any more
   * @throws UncheckedIOException if the disk fails
   */
  public static Report keep(
      Path directory,
      Document document,
      Optional<Bytes> claimedOutput,
      Bytes output,
      JobSources sources) {
    var blobs = sources.blobs();
    try {
      var kept = Files.createDirectories(directory.resolve(BLOBS));
      for (var digest : blobsOf(document.job(), blobs)) {
        var bytes = blobs.getBlob(digest, WireLimits.MAX_BLOB_BYTES);
        Files.write(kept.resolve(Cid.text(digest)), bytes);
      }
      var first = firstState(document.job(), blobs);
      if (first.isPresent()) {
        var snapshot = StateCodec.encode(sources.states().state(first.get()));
        Files.createDirectories(directory.resolve(STATES));
        Files.write(stateFile(directory, first.get()), snapshot.toArray());
      }
      if (claimedOutput.isPresent()) {
        Files.write(directory.resolve(CLAIMED_OUTPUT), claimedOutput.get().toArray());
      }
      Files.write(directory.resolve(FOUND_OUTPUT), output.toArray());
      Files.write(directory.resolve(DOCUMENT), Json.write(document));
      return new Report(directory, document);
    } catch (IOException e) {
      throw new UncheckedIOException("the report cannot be written to " + directory, e);
    }
  }

  /** Whether there is one in that directory. */
  public static boolean isIn(Path directory) {
    return Files.isRegularFile(directory.resolve(DOCUMENT));
  }

  /**
   * Reads a report.
   *
   * @throws IllegalArgumentException if there is none, or it is not one
   * @throws UncheckedIOException if the disk fails
   */
  public static Report read(Path directory) {
    var file = directory.resolve(DOCUMENT);
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
        throw new IllegalArgumentException("there is no report in " + directory);
      }
      return new Report(directory, Json.read(Files.readAllBytes(file), Document.class));
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be read".formatted(file), e);
    }
  }

  private byte[] blob(Hash digest, int maxBytes) {
    var file = directory.resolve(BLOBS).resolve(Cid.text(digest));
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > maxBytes) {
        throw missing(digest);
      }
      var bytes = Files.readAllBytes(file);
      if (!Digests.sha256(bytes).equals(digest)) {
        throw missing(digest);
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be read".formatted(file), e);
    }
  }

  private Snapshot state(Hash stateHash) {
    var file = stateFile(directory, stateHash);
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > WireLimits.MAX_STATE_BYTES) {
        throw new MarketException("the report does not hold state " + stateHash, false);
      }
      return StateCodec.decodeSnapshot(Bytes.of(Files.readAllBytes(file)), stateHash);
    } catch (IllegalArgumentException e) {
      throw new MarketException("the report's state is damaged: " + e.getMessage(), false);
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be read".formatted(file), e);
    }
  }

  private static Path stateFile(Path directory, Hash stateHash) {
    return directory.resolve(STATES).resolve(stateHash.toString());
  }

  /** What is disputed may be that the input is none. */
  private static Optional<Hash> firstState(JobSpec job, BlobSource blobs) {
    if (job.kind() == JobKind.COMMAND) {
      return Optional.empty();
    }
    try {
      return AgentInputCodec.decode(blobs.getBlob(job.input(), WireLimits.MAX_BLOB_BYTES))
          .firstState();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static MarketException missing(Hash digest) {
    return new MarketException(
        "the report does not hold blob " + Cid.text(digest) + " undamaged", false);
  }

  private static List<Hash> blobsOf(JobSpec job, BlobSource blobs) {
    var digests = new ArrayList<>(List.of(job.module(), job.input()));
    if (!job.arguments().isZero()) {
      digests.add(job.arguments());
    }
    if (!job.mounts().isZero()) {
      digests.add(job.mounts());
      var manifest = blobs.getBlob(job.mounts(), WireLimits.MAX_MANIFEST_BYTES);
      InputCodec.decodeMounts(manifest).stream().map(Mount::blob).forEach(digests::add);
    }
    return digests;
  }
}
