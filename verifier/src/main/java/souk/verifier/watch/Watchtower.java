package souk.verifier.watch;

import java.security.SecureRandom;
import java.util.Collection;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import souk.client.check.Finding;
import souk.client.node.OverdueExits;
import souk.client.node.Payments;
import souk.client.node.Pursuits;
import souk.client.session.ChainSession;
import souk.protocol.value.Hash;
import souk.settlement.chain.Head;
import souk.settlement.index.IndexedJob;
import souk.verifier.journal.VerifierJournal;
import souk.verifier.journal.WatchJournal;

/** All that a verifier does unasked. Not thread-safe. */
public final class Watchtower implements AutoCloseable {
  private static final int EXIT_PATIENCE_BLOCKS = 5;
  // A seal has to land, and the challenge behind it.
  private static final int RESERVED_PART = 3;

  private final Watch watch;
  private final Challenges challenges;
  private final Appeals appeals;
  private final Attributions attributions;

  /**
   * @param session its account
   * @param results what runs gave
   * @param checker runs a job again and compares
   * @param wrong told of a wrong result once it is in the journal
   * @param progress told whenever something was found
   */
  public Watchtower(
      WatchPlan plan,
      ChainSession session,
      VerifierJournal results,
      Function<IndexedJob, Finding> checker,
      BiConsumer<IndexedJob, Finding.Differs> wrong,
      Runnable progress,
      Pursuits pursuits) {
    var chain = session.chain();
    var self = session.address();
    var log = new WatchLog(chain.deployment().tokenDecimals());
    var journal = WatchJournal.in(session.journal());
    var random = new SecureRandom();
    var risk = new Risk(journal, plan.mostAtRisk(), log);
    var payments = new Payments(() -> chain.account(self), pursuits, log::failed);
    var taste =
        new Taste(
            self,
            journal.seed(random),
            plan.shareMillionths(),
            plan.mostFuel(),
            chain.parameters().challengeWindow().dividedBy(RESERVED_PART));
    this.watch = new Watch(taste, results, journal, checker::apply, wrong, progress, random, log);
    this.challenges =
        new Challenges(
            self,
            chain.deployment(),
            results,
            journal,
            chain::challengeBond,
            chain::sealedAt,
            risk,
            payments,
            pursuits,
            new OverdueExits(EXIT_PATIENCE_BLOCKS, pursuits),
            log);
    this.attributions = new Attributions(results, pursuits, log);
    this.appeals =
        new Appeals(
            self,
            results,
            journal,
            chain::appealCost,
            risk,
            payments,
            pursuits,
            new OverdueExits(EXIT_PATIENCE_BLOCKS, pursuits),
            log);
  }

  /**
   * Does what is due, and looks at the next result.
   *
   * @param live every job that is not final
   * @param jobs any job by its id
   */
  public void atBlock(
      Head now, Collection<IndexedJob> live, Function<Hash, Optional<IndexedJob>> jobs) {
    challenges.atBlock(now, jobs);
    appeals.atBlock(now, live, jobs);
    attributions.atBlock(now, live);
    watch.atBlock(now, live);
  }

  @Override
  public void close() {
    watch.close();
  }
}
