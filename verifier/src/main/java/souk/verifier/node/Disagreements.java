package souk.verifier.node;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import souk.client.check.Finding;
import souk.client.check.JobCheck;
import souk.client.check.Report;
import souk.client.node.Crew;
import souk.client.run.JobSources;
import souk.protocol.codec.Evidence;
import souk.protocol.evidence.Result;
import souk.protocol.job.JobState;
import souk.protocol.value.Hash;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.ClaimSnapshot;
import souk.settlement.chain.HashPrefix;
import souk.settlement.index.IndexedJob;
import souk.verifier.journal.VerifierJournal;

/**
 * Explains to a person why a provider's result is not this verifier's own, or why a jury found
 * otherwise: what differs first, in the log, and a report with all it takes to see it again.
 * Nothing on chain depends on it.
 */
final class Disagreements implements AutoCloseable {
  private final Function<Hash, Optional<IndexedJob>> jobs;
  private final VerifierJournal journal;
  private final JobCheck check;
  private final JobSources sources;
  private final Path directory;
  private final VerifierLog log;
  private final Crew<Path> crew = new Crew<>("report");
  private final Set<Path> met = ConcurrentHashMap.newKeySet();

  /**
   * @param jobs jobs by their ids
   * @param sources where what jobs name comes from
   * @param directory where reports are kept, each in a directory of its own
   */
  Disagreements(
      Function<Hash, Optional<IndexedJob>> jobs,
      VerifierJournal journal,
      JobCheck check,
      JobSources sources,
      Path directory,
      VerifierLog log) {
    this.jobs = jobs;
    this.journal = journal;
    this.check = check;
    this.sources = sources;
    this.directory = directory;
    this.log = log;
  }

  /** Looks into it if that is a result which this verifier knows to be another. */
  void see(ChainEvent event) {
    if (event instanceof ChainEvent.ResultRevealed revealed) {
      jobs.apply(revealed.jobId())
          .ifPresent(job -> compare(job, revealed.attempt(), revealed.result()));
    }
  }

  /**
   * Looks into a disputed result once this verifier has one of its own, as a juror say: so a vote
   * that was lost and a verdict that went against it leave a report too.
   */
  void seeDisputed(IndexedJob job) {
    if (job.snapshot().state() instanceof JobState.Disputed) {
      job.result().ifPresent(claimed -> seeDisputed(job, claimed));
    }
  }

  private void seeDisputed(IndexedJob job, Result claimed) {
    compare(job, job.snapshot().attempt(), claimed);
    if (journal.result(job.id()).filter(claimed::equals).isPresent()) {
      job.snapshot().claims().stream()
          .filter(claim -> isFoundOtherwise(claim, claimed))
          .findFirst()
          .ifPresent(
              claim ->
                  explainOnce(
                      place(job.id(), job.snapshot().attempt()),
                      () -> explainVerdict(job, claimed, claim)));
    }
  }

  private static boolean isFoundOtherwise(ClaimSnapshot claim, Result own) {
    var finding = claim.jury().finding();
    return !finding.isZero() && !HashPrefix.isSameAnswer(finding, Evidence.item(own, claim.item()));
  }

  /** Keeps a report of a wrong result that this verifier came upon. */
  void found(IndexedJob job, Finding.Differs differs) {
    keep(job, job.snapshot().attempt(), differs);
  }

  /** Once for each result, whatever comes of it: what to explain it with may be gone. */
  private void compare(IndexedJob job, int attempt, Result claimed) {
    if (journal.result(job.id()).filter(own -> !own.equals(claimed)).isPresent()) {
      explainOnce(place(job.id(), attempt), () -> explain(job, attempt, claimed));
    }
  }

  private void explainOnce(Path place, Crew.Work work) {
    if (!Report.isIn(place) && met.add(place)) {
      crew.start(place, work);
    }
  }

  private Path place(Hash jobId, int attempt) {
    return directory.resolve("%s-%d".formatted(jobId, attempt + 1));
  }

  private void explain(IndexedJob job, int attempt, Result claimed) {
    if (check.check(job.spec(), claimed, job.engine()) instanceof Finding.Differs differs) {
      keep(job, attempt, differs);
    }
  }

  private void explainVerdict(IndexedJob job, Result claimed, ClaimSnapshot claim) {
    if (check.check(job.spec(), claimed, job.engine()) instanceof Finding.Agrees agrees) {
      var document = Report.Document.overruled(job, agrees, claim.item());
      var place = place(job.id(), job.snapshot().attempt());
      Report.keep(place, document, Optional.of(agrees.output()), agrees.output(), sources);
      log.overruled(document, claim.jury().finding(), place);
    }
  }

  private void keep(IndexedJob job, int attempt, Finding.Differs differs) {
    var document = Report.Document.of(job.id(), attempt, job.spec(), job.engine(), differs);
    var place = place(job.id(), attempt);
    Report.keep(place, document, differs, sources);
    log.disagrees(job.id(), attempt, differs.difference(), place);
  }

  @Override
  public void close() {
    crew.close();
  }
}
