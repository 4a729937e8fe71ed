package souk.client.check;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import souk.protocol.evidence.Result;
import souk.protocol.job.JobSpec;
import souk.protocol.offer.EngineName;
import souk.protocol.value.Hash;
import souk.settlement.chain.ChainEvent;
import souk.settlement.index.JobIndex;

/**
 * A result that a provider revealed, as the chain tells it.
 *
 * @param attempt the attempt that came to it, from 0
 * @param job what was ordered
 * @param declared what its provider says it ran the job on
 */
public record RevealedResult(
    Hash jobId, int attempt, JobSpec job, Optional<EngineName> declared, Result result) {

  /** What was revealed last of a job; empty if nothing was, or there is no such job. */
  public static Optional<RevealedResult> find(JobIndex index, Hash jobId) {
    return find(index, jobId, OptionalInt.empty());
  }

  /**
   * As {@link #find(JobIndex, Hash)}, of one attempt.
   *
   * @param attempt from 0; the last that revealed if none is given
   */
  public static Optional<RevealedResult> find(JobIndex index, Hash jobId, OptionalInt attempt) {
    var events = index.events(jobId);
    return index
        .job(jobId)
        .flatMap(
            job ->
                revealed(events, attempt)
                    .map(
                        it ->
                            new RevealedResult(
                                jobId,
                                it.attempt(),
                                job.spec(),
                                declared(events, it.attempt()),
                                it.result())));
  }

  /** The result that a report is about. */
  public static RevealedResult of(Report.Document document) {
    return new RevealedResult(
        document.jobId(),
        document.attempt(),
        document.job(),
        document.declared(),
        document.claimed());
  }

  /** What is kept of it if it is wrong. */
  public Report.Document report(Finding.Differs differs) {
    return Report.Document.of(jobId, attempt, job, declared, differs);
  }

  private static Optional<ChainEvent.ResultRevealed> revealed(
      List<ChainEvent> events, OptionalInt attempt) {
    return events.stream()
        .filter(ChainEvent.ResultRevealed.class::isInstance)
        .map(ChainEvent.ResultRevealed.class::cast)
        .filter(it -> attempt.isEmpty() || attempt.getAsInt() == it.attempt())
        .max(Comparator.comparingInt(ChainEvent.ResultRevealed::attempt));
  }

  private static Optional<EngineName> declared(List<ChainEvent> events, int attempt) {
    return events.stream()
        .filter(ChainEvent.JobMatched.class::isInstance)
        .map(it -> ((ChainEvent.JobMatched) it).deal())
        .filter(deal -> deal.attempt() == attempt)
        .map(deal -> deal.engine())
        .findFirst();
  }
}
