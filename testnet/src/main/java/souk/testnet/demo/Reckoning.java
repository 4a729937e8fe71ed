package souk.testnet.demo;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import souk.client.JobRequest;
import souk.protocol.evidence.Result;
import souk.protocol.job.JobState;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.ChainEvent;
import souk.settlement.index.IndexedJob;
import souk.testnet.cluster.Testnet;
import souk.testnet.money.MoneyCount;
import souk.testnet.money.Party;
import souk.testnet.work.Program;
import souk.testnet.work.ResultCheck;

/** What came of jobs whose programs are known: runs all of them again, and counts the money. */
public final class Reckoning {
  private final Testnet testnet;
  private final Narrator narrator;
  private final JobWatch watch;
  private final Map<Hash, Program> posted;

  /**
   * @param watch has followed the jobs
   * @param posted what each job runs
   */
  public Reckoning(Testnet testnet, Narrator narrator, JobWatch watch, Map<Hash, Program> posted) {
    this.testnet = testnet;
    this.narrator = narrator;
    this.watch = watch;
    this.posted = posted;
  }

  /** Whether the job is paid. */
  public static boolean isSettled(IndexedJob job) {
    return job.snapshot().state() instanceof JobState.Settled;
  }

  /**
   * How it all ended.
   *
   * @param before the money before the first job
   * @param outputs folder with what the jobs wrote; empty if that is not kept
   */
  public Summary summary(MoneyCount before, String outputs, long seconds) {
    var jobs = watch.jobs();
    var settled = jobs.stream().filter(Reckoning::isSettled).toList();
    var audited = settled.stream().filter(job -> watch.wasAudited(job.id())).count();
    var wrong = settled.size() - rightOnes(settled);
    var after = MoneyCount.of(testnet.chain(), Party.of(testnet));
    return new Summary(
        posted.size(),
        settled.size(),
        (int) watch.count(JobState.Refunded.class),
        (int) (settled.size() - audited),
        (int) audited,
        watch.slashes().size(),
        watch.slashes().stream()
            .map(ChainEvent.ProviderSlashed::stake)
            .reduce(Amount.ZERO, Amount::plus),
        wrong,
        after.changesSince(before),
        after.isConservedSince(before),
        outputs,
        seconds,
        Optional.empty());
  }

  private int rightOnes(List<IndexedJob> settled) {
    var check = new ResultCheck(JobRequest.DEFAULT_MEMORY);
    var expected =
        settled.parallelStream()
            .map(job -> check.expected(requireProgram(job), job.spec()))
            .toList();
    var right = 0;
    for (var i = 0; i < settled.size(); i++) {
      right += isRight(settled.get(i), expected.get(i)) ? 1 : 0;
    }
    return right;
  }

  private boolean isRight(IndexedJob job, Result expected) {
    var paid = job.result().orElseThrow();
    narrator.tell(
        new DemoEvent.ResultChecked(
            job.id().toString(),
            requireProgram(job).title(),
            paid.outputDigest().toString(),
            expected.equals(paid)));
    return expected.equals(paid);
  }

  private Program requireProgram(IndexedJob job) {
    return Optional.ofNullable(posted.get(job.id()))
        .orElseThrow(() -> new IllegalStateException(job.id() + " is not known here"));
  }
}
