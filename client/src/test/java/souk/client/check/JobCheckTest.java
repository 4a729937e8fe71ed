package souk.client.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import souk.client.market.MarketException;
import souk.client.run.JobSources;
import souk.protocol.codec.ChunkTree;
import souk.protocol.codec.Cid;
import souk.protocol.codec.Digests;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.Item;
import souk.protocol.evidence.Result;
import souk.protocol.job.JobSpec;
import souk.protocol.offer.EngineName;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.runtime.machine.Bytes;

/** Real programs in child processes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JobCheckTest {
  private static final Optional<EngineName> DECLARED = Optional.of(new EngineName("v8"));

  @TempDir private Path directory;

  private RealJob real;
  private JobSpec job;
  private JobCheck check;
  private Result right;
  private byte[] output;

  @BeforeAll
  void runTheJob(@TempDir Path folder) throws IOException {
    real = new RealJob(folder);
    job = real.spec();
    check = new JobCheck(real.sources(), real.opinion());
    var unlike = check.check(job, claiming(new byte[] {1}), DECLARED);
    right = ((Finding.Differs) unlike).found();
    output = ((Finding.Differs) unlike).output().toArray();
  }

  @Test
  void aRightResultHolds() {
    assertThat(check.check(job, right, DECLARED))
        .isEqualTo(new Finding.Agrees(right, Bytes.of(output), new EngineName("endive")));
  }

  @Test
  void aWrongOutputIsShownToTheByte() {
    var wrong = output.clone();
    wrong[5] ^= 1;
    real.keep(wrong);

    var finding = (Finding.Differs) check.check(job, claiming(wrong), DECLARED);

    assertThat(finding.difference().item()).isEqualTo(new Item.Output());
    assertThat(finding.outputByte()).hasValue(5);
  }

  @Test
  void anOutputThatTheLiarDoesNotShowIsWrongAllTheSame() {
    var finding = (Finding.Differs) check.check(job, claiming(new byte[] {1}), DECLARED);

    assertThat(finding.claimedOutput()).isEmpty();
    assertThat(finding.outputByte()).isEmpty();
  }

  @Test
  void oneUnitOfFuelTooManyIsFound() {
    var inflated = claiming(output, right.fuelUsed().plus(new Fuel(1)));

    var finding = (Finding.Differs) check.check(job, inflated, DECLARED);

    assertThat(finding.difference().what()).isEqualTo("the fuel used");
  }

  @Test
  void withoutItsModuleNothingIsKnown() {
    var nothing =
        new JobCheck(
            new JobSources(
                (digest, _) -> {
                  throw new MarketException("gone: " + Cid.text(digest), true);
                },
                real.sources().states()),
            real.opinion());

    assertThat(nothing.check(job, right, DECLARED))
        .isEqualTo(new Finding.Unknown("gone: " + Cid.text(job.module())));
  }

  @Test
  void aReportShowsTheSameAgainWithoutAnybody() {
    var wrong = output.clone();
    wrong[5] ^= 1;
    real.keep(wrong);
    var finding = (Finding.Differs) check.check(job, claiming(wrong), DECLARED);
    Report.keep(directory, document(finding), finding, real.sources());

    var report = Report.read(directory);
    var again =
        new JobCheck(report.sources(), real.opinion())
            .check(report.document().job(), report.document().claimed(), DECLARED);

    assertThat(report.document()).isEqualTo(document(finding));
    assertThat(again).isInstanceOf(Finding.Differs.class);
    assertThat(((Finding.Differs) again).found()).isEqualTo(right);
    assertThat(directory.resolve("output-claimed")).hasBinaryContent(wrong);
    assertThat(directory.resolve("output-found")).hasBinaryContent(output);
  }

  @Test
  void aReportWhoseModuleSomebodyChangedProvesNothing() throws IOException {
    var finding = (Finding.Differs) check.check(job, claiming(new byte[] {1}), DECLARED);
    Report.keep(directory, document(finding), finding, real.sources());
    Files.write(directory.resolve("blobs").resolve(Cid.text(job.module())), new byte[] {1});

    var report = Report.read(directory);
    var again = new JobCheck(report.sources(), real.opinion()).check(job, right, DECLARED);

    assertThat(again)
        .isInstanceOfSatisfying(
            Finding.Unknown.class, it -> assertThat(it.reason()).contains("undamaged"));
  }

  @Test
  void whatIsNoReportIsRefused() throws IOException {
    assertThatThrownBy(() -> Report.read(directory))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is no report in");

    Files.writeString(directory.resolve("report.json"), "{\"job\": 1}");
    assertThatThrownBy(() -> Report.read(directory))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("not a valid Document");
  }

  private Report.Document document(Finding.Differs finding) {
    return Report.Document.of(Hash.ZERO, 1, job, DECLARED, finding);
  }

  /** The right result but for the output. */
  private Result claiming(byte[] claimed) {
    return claiming(claimed, Fuel.ZERO);
  }

  private static Result claiming(byte[] claimed, Fuel fuel) {
    return new Result(
        Digests.sha256(claimed),
        ChunkTree.root(claimed),
        new ExitStatus.Exited(0),
        fuel,
        Hash.ZERO,
        List.of());
  }
}
