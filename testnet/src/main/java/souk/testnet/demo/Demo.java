package souk.testnet.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import souk.client.JobRequest;
import souk.client.Souk;
import souk.protocol.job.JobState;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.settlement.index.IndexedJob;
import souk.testnet.cluster.Participant;
import souk.testnet.cluster.Testnet;
import souk.testnet.money.MoneyCount;
import souk.testnet.money.Party;
import souk.testnet.work.Program;
import souk.testnet.work.Programs;

/**
 * The demo on a prepared testnet: a first wave of jobs in which providers earn their history and
 * the cheat is caught, a second one in which history pays, and then the account of it all.
 */
public final class Demo {
  /** Jobs the demo posts where nothing else is said. */
  public static final int DEFAULT_JOBS = 24;

  private static final int FIRST_WAVE = 10;
  private static final int HISTORY = 3;
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Duration JOB_PATIENCE = Duration.ofMinutes(4);
  private static final Price CEILING = Price.of(2_500_000);
  private static final Amount DEPOSIT = Amount.of(200_000_000);

  private final Testnet testnet;
  private final Narrator narrator;
  private final Path outputs;
  private final JobWatch watch;
  private final Map<Hash, Program> posted = new LinkedHashMap<>();

  private Demo(Testnet testnet, Narrator narrator, Path outputs) {
    this.testnet = testnet;
    this.narrator = narrator;
    this.outputs = outputs;
    this.watch = new JobWatch(testnet, narrator);
  }

  /**
   * Runs the demo.
   *
   * @param testnet prepared, with no node running yet
   * @param root the project's folder
   * @param outputs folder for the programs' outputs
   * @param jobs jobs to post, at least 24 for all that is to be seen
   * @return how it ended; the narrator has not been told yet
   */
  public static Summary run(Testnet testnet, Narrator narrator, Path root, Path outputs, int jobs)
      throws InterruptedException {
    var started = System.nanoTime();
    createFolder(outputs);
    var demo = new Demo(testnet, narrator, outputs);
    var before = MoneyCount.of(testnet.chain(), Party.of(testnet));
    demo.startNodes();
    demo.runJobs(new Programs(root).take(jobs));
    demo.phase("running everything again here, and counting the money");
    return new Reckoning(testnet, narrator, demo.watch, demo.posted)
        .summary(before, outputs.toString(), (System.nanoTime() - started) / 1_000_000_000);
  }

  private void startNodes() {
    phase("starting nodes: " + testnet.plan().describe());
    testnet.startNodes();
    testnet
        .nodes()
        .forEach(
            node ->
                narrator.tell(
                    new DemoEvent.NodeStarted(
                        node.name(),
                        node.pid(),
                        testnet.account(node.name()).address().toString())));
  }

  private void runJobs(List<Program> programs) throws InterruptedException {
    try (var souk = Participant.connect(testnet, Testnet.CONSUMER)) {
      souk.deposit(DEPOSIT);
      var first = Math.min(FIRST_WAVE, programs.size());
      post(souk, programs.subList(0, first), "first jobs: everybody is new, so all are audited");
      watch.tellUntil(this::hasHistory, LONGEST);
      post(souk, programs.subList(first, programs.size()), "history pays: fewer jobs are audited");
      if (!watch.tellUntil(() -> watch.isOver(posted.size()), LONGEST)) {
        phase("some jobs did not end in time");
      }
      for (var job : watch.jobs()) {
        if (Reckoning.isSettled(job)) {
          keepOutput(souk, job);
        }
      }
    }
  }

  private void keepOutput(Souk souk, IndexedJob job) throws InterruptedException {
    var output =
        souk.output(job.id())
            .orElseThrow(() -> new IllegalStateException("nobody has the output of " + job.id()));
    try {
      Files.write(outputs.resolve(requireProgram(job).outputName()), output.toArray());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the output of " + job.id(), e);
    }
  }

  private boolean hasHistory() {
    return watch.count(JobState.Settled.class) >= Math.min(HISTORY, posted.size());
  }

  private void post(Souk souk, List<Program> programs, String phase) throws InterruptedException {
    if (programs.isEmpty()) {
      return;
    }
    phase(phase);
    var ids = souk.batch(programs.stream().map(Demo::request).toList()).requireAll();
    for (var i = 0; i < ids.size(); i++) {
      posted.put(ids.get(i), programs.get(i));
      watch.follow(ids.get(i), programs.get(i).title());
    }
  }

  private static JobRequest request(Program program) {
    return JobRequest.of(program.invocation(), program.fuelLimit(), CEILING)
        .withPatience(JOB_PATIENCE);
  }

  private Program requireProgram(IndexedJob job) {
    return Optional.ofNullable(posted.get(job.id()))
        .orElseThrow(() -> new IllegalStateException(job.id() + " is no job of the demo"));
  }

  private void phase(String text) {
    narrator.tell(new DemoEvent.Phase(text));
  }

  private static void createFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the folder " + folder, e);
    }
  }
}
