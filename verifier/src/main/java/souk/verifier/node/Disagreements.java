package souk.verifier.node;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import souk.client.blob.BlobSource;
import souk.client.node.Crew;
import souk.protocol.value.Hash;
import souk.settlement.chain.ChainEvent;
import souk.settlement.index.IndexedJob;
import souk.verifier.check.Finding;
import souk.verifier.check.JobCheck;
import souk.verifier.check.Report;
import souk.verifier.journal.VerifierJournal;

/**
 * Explains to a person why a provider's result is not this verifier's own: what differs first, in
 * the log, and a report with all it takes to see it again. Nothing on chain depends on it.
 */
final class Disagreements implements AutoCloseable {
  private final Function<Hash, Optional<IndexedJob>> jobs;
  private final VerifierJournal journal;
  private final JobCheck check;
  private final BlobSource blobs;
  private final Path directory;
  private final VerifierLog log;
  private final Crew<Path> crew = new Crew<>("report");

  /**
   * @param jobs jobs by their ids
   * @param blobs what jobs name
   * @param directory where reports are kept, each in a directory of its own
   */
  Disagreements(
      Function<Hash, Optional<IndexedJob>> jobs,
      VerifierJournal journal,
      JobCheck check,
      BlobSource blobs,
      Path directory,
      VerifierLog log) {
    this.jobs = jobs;
    this.journal = journal;
    this.check = check;
    this.blobs = blobs;
    this.directory = directory;
    this.log = log;
  }

  /** Looks into it if that is a result which this verifier knows to be another. */
  void see(ChainEvent event) {
    if (event instanceof ChainEvent.ResultRevealed revealed && isUnlikeOurs(revealed)) {
      jobs.apply(revealed.jobId())
          .ifPresent(
              job ->
                  crew.start(
                      place(revealed.jobId(), revealed.attempt()), () -> explain(revealed, job)));
    }
  }

  /** Keeps a report of a wrong result that this verifier came upon. */
  void found(IndexedJob job, Finding.Differs differs) {
    keep(job, job.snapshot().attempt(), differs);
  }

  private boolean isUnlikeOurs(ChainEvent.ResultRevealed revealed) {
    return journal.result(revealed.jobId()).filter(it -> !it.equals(revealed.result())).isPresent();
  }

  private Path place(Hash jobId, int attempt) {
    return directory.resolve("%s-%d".formatted(jobId, attempt + 1));
  }

  private void explain(ChainEvent.ResultRevealed revealed, IndexedJob job) {
    var finding = check.check(job.spec(), revealed.result(), job.engine());
    if (finding instanceof Finding.Differs differs) {
      keep(job, revealed.attempt(), differs);
    }
  }

  private void keep(IndexedJob job, int attempt, Finding.Differs differs) {
    var document = Report.Document.of(job.id(), attempt, job.spec(), job.engine(), differs);
    var place = place(job.id(), attempt);
    Report.keep(place, document, differs, blobs);
    log.disagrees(job.id(), attempt, differs.difference(), place);
  }

  @Override
  public void close() {
    crew.close();
  }
}
