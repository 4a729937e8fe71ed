package souk.cli.command;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import souk.cli.console.CommandException;
import souk.cli.option.ChainOptions;
import souk.client.ChainSession;
import souk.protocol.evidence.Result;
import souk.protocol.job.JobSpec;
import souk.protocol.offer.EngineName;
import souk.protocol.value.Hash;
import souk.settlement.chain.ChainEvent;
import souk.settlement.index.JobIndex;
import souk.settlement.journal.Journal;
import souk.settlement.journal.JournalPlace;
import souk.verifier.check.Finding;
import souk.verifier.check.Report;

/**
 * A result that a provider revealed, as the chain tells it.
 *
 * @param attempt the attempt that came to it, from 0
 * @param job what was ordered
 * @param declared what its provider says it ran the job on
 */
record RevealedResult(
    Hash jobId, int attempt, JobSpec job, Optional<EngineName> declared, Result result) {
  private static final Duration CATCHING_UP = Duration.ofMinutes(10);

  /**
   * Reads the market's past and finds it.
   *
   * @param scratch where that past is kept meanwhile
   * @param number of the attempt, from 1; the last that revealed if none is given
   * @throws CommandException if there is no such job, or no such result yet
   */
  static RevealedResult find(
      ChainOptions where, ScratchDirectory scratch, Hash id, Optional<Integer> number) {
    try (var chain = where.connect();
        var journal = Journal.open(new JournalPlace.File(scratch.file("journal.db")));
        var index = JobIndex.start(chain, journal, ChainSession.Config.DEFAULT_POLL_INTERVAL)) {
      index.awaitCaughtUp(CATCHING_UP);
      var job =
          index
              .job(id)
              .orElseThrow(
                  () -> new CommandException(false, "the market knows no such job: " + id));
      var events = index.events(id);
      return revealed(events, number)
          .map(
              it ->
                  new RevealedResult(
                      id, it.attempt(), job.spec(), declared(events, it.attempt()), it.result()))
          .orElseThrow(
              () ->
                  new CommandException(
                      !job.snapshot().state().isFinal(),
                      "the job is %s: nobody revealed such a result of it"
                          .formatted(job.snapshot().state().label())));
    }
  }

  /** The attempt as people count, from 1. */
  int number() {
    return attempt + 1;
  }

  /** What is kept of it if it is wrong. */
  Report.Document report(Finding.Differs differs) {
    return Report.Document.of(jobId, attempt, job, declared, differs);
  }

  private static Optional<ChainEvent.ResultRevealed> revealed(
      List<ChainEvent> events, Optional<Integer> number) {
    return events.stream()
        .filter(ChainEvent.ResultRevealed.class::isInstance)
        .map(ChainEvent.ResultRevealed.class::cast)
        .filter(it -> number.isEmpty() || number.get() == it.attempt() + 1)
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
