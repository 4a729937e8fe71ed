package souk.client.check;

import java.util.Optional;
import souk.client.api.WireLimits;
import souk.client.market.MarketException;
import souk.client.run.JobRunner;
import souk.client.run.JobSources;
import souk.client.run.Run;
import souk.protocol.evidence.Result;
import souk.protocol.job.JobSpec;
import souk.protocol.offer.EngineName;
import souk.protocol.value.Hash;
import souk.runtime.engine.ChildEngine;
import souk.runtime.machine.Bytes;

/** Runs a job again and compares. Thread-safe if its sources and engines are. */
public final class JobCheck {
  private final JobSources sources;
  private final SecondOpinion opinion;

  /**
   * @param sources where what the job names and the claimed output come from
   * @param opinion says what runs the job
   */
  public JobCheck(JobSources sources, SecondOpinion opinion) {
    this.sources = sources;
    this.opinion = opinion;
  }

  /**
   * Says whether that is the result of the job. Never throws for a job.
   *
   * @param declared what its provider says it ran the job on; empty if nobody knows
   */
  public Finding check(JobSpec job, Result claimed, Optional<EngineName> declared) {
    var chosen = new Chosen();
    var runner =
        new JobRunner(
            sources,
            (invocation, limits) -> chosen.take(opinion.engineFor(declared, invocation, limits)));
    return switch (runner.run(job)) {
      case Run.Ran(var found, var output, _) ->
          Difference.between(claimed, found)
              .<Finding>map(it -> differs(claimed, found, it, output, chosen.name()))
              .orElseGet(() -> new Finding.Agrees(found, output, chosen.name()));
      case Run.CannotRun(var reason) -> new Finding.Unknown(reason);
    };
  }

  private Finding differs(
      Result claimed, Result found, Difference difference, Bytes output, EngineName engine) {
    return new Finding.Differs(
        claimed, found, difference, blob(claimed.outputDigest()), output, engine);
  }

  /** Whoever lied about an output need not show it. */
  private Optional<Bytes> blob(Hash digest) {
    try {
      return Optional.of(Bytes.of(sources.blobs().getBlob(digest, WireLimits.MAX_BLOB_BYTES)));
    } catch (MarketException e) {
      return Optional.empty();
    }
  }

  /** Remembers the engine that a run was given. */
  private static final class Chosen {
    private Optional<EngineName> name = Optional.empty();

    ChildEngine take(ChildEngine engine) {
      name = Optional.of(engine.name());
      return engine;
    }

    EngineName name() {
      return name.orElseThrow();
    }
  }
}
