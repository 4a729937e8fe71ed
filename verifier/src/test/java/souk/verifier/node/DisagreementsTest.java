package souk.verifier.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.client.check.Finding;
import souk.client.check.JobCheck;
import souk.client.check.RealJob;
import souk.client.check.Report;
import souk.protocol.codec.Evidence;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.Item;
import souk.protocol.evidence.Result;
import souk.protocol.job.JobSpec;
import souk.protocol.job.JobState;
import souk.protocol.job.JuryState;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.settlement.chain.ClaimSnapshot;
import souk.settlement.chain.JurySnapshot;
import souk.settlement.index.IndexedJob;
import souk.settlement.journal.Journal;
import souk.verifier.journal.VerifierJournal;

/** A real program in a child process, and what verifier and jury say of its result. */
class DisagreementsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Hash OTHERWISE = Fixtures.hash(77);

  @TempDir private Path directory;

  private RealJob real;

  @BeforeEach
  void prepare() throws IOException {
    real = new RealJob(directory.resolve("machine"));
  }

  @Test
  void aVerdictAgainstTheProviderItAgreesWithLeavesAReport() {
    var spec = real.spec();
    var right = run(spec);

    assertThat(reportAfter(spec, right, OTHERWISE, true))
        .hasValueSatisfying(
            report -> {
              assertThat(report.document().what())
                  .isEqualTo("a jury found otherwise of the exit status");
              assertThat(report.document().claimed()).isEqualTo(right);
              assertThat(
                      new JobCheck(report.sources(), real.opinion())
                          .check(spec, right, Optional.empty()))
                  .isInstanceOf(Finding.Agrees.class);
            });
  }

  @Test
  void aVerdictThatIsItsOwnFindingLeavesNone() {
    var spec = real.spec();
    var right = run(spec);

    assertThat(reportAfter(spec, right, Evidence.item(right, new Item.Exit()), false)).isEmpty();
    assertThat(reportAfter(spec, right, Hash.ZERO, false)).isEmpty();
  }

  /** What is kept once a jury found that of a result that is this verifier's own. */
  private Optional<Report> reportAfter(JobSpec spec, Result right, Hash found, boolean expected) {
    var claim =
        new ClaimSnapshot(
            Fixtures.CLAIM,
            ClaimSnapshot.Status.OPEN,
            false,
            new Item.Exit(),
            Optional.empty(),
            Amount.ZERO,
            Fixtures.hash(41),
            Fixtures.hash(42),
            Hash.ZERO,
            new JurySnapshot(
                new JuryState.Appealable(Fixtures.NOW.plusSeconds(60)),
                0,
                Amount.of(8_000),
                found,
                List.of()));
    var snapshot =
        Fixtures.job(
            new JobState.Disputed(Fixtures.NOW.plusSeconds(60)), 0, List.of(), List.of(claim));
    var job = new IndexedJob(Fixtures.JOB, spec, snapshot, Optional.of(right), Optional.empty());
    var reports = directory.resolve("reports");
    var place = reports.resolve(job.id() + "-1");
    try (var file = Journal.open(directory.resolve("journal.db"))) {
      var journal = VerifierJournal.in(file);
      journal.keep(job.id(), right);
      try (var disagreements =
          new Disagreements(
              _ -> Optional.of(job),
              journal,
              new JobCheck(real.sources(), real.opinion()),
              real.sources(),
              reports,
              new VerifierLog(6))) {
        disagreements.seeDisputed(job);
        disagreements.seeDisputed(job);
        if (expected) {
          await(() -> Report.isIn(place));
        }
      }
    }
    return Report.isIn(place) ? Optional.of(Report.read(place)) : Optional.empty();
  }

  private static void await(BooleanSupplier condition) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("time").isLessThan(end);
      LockSupport.parkNanos(10_000_000);
    }
  }

  private Result run(JobSpec spec) {
    var wrong =
        new Result(Hash.ZERO, Hash.ZERO, new ExitStatus.Exited(0), Fuel.ZERO, Hash.ZERO, List.of());
    var finding = new JobCheck(real.sources(), real.opinion()).check(spec, wrong, Optional.empty());
    return ((Finding.Differs) finding).found();
  }
}
