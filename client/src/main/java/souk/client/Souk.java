package souk.client;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import souk.client.api.Explanation;
import souk.client.check.Finding;
import souk.client.check.JobCheck;
import souk.client.check.RevealedResult;
import souk.client.check.SecondOpinion;
import souk.client.market.MarketNodes;
import souk.client.run.JobSources;
import souk.client.session.ChainSession;
import souk.client.session.Funds;
import souk.protocol.offer.Offer;
import souk.protocol.offer.Tags;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.runtime.engine.Engines;
import souk.runtime.machine.Bytes;
import souk.settlement.chain.Call;
import souk.settlement.index.IndexedOffer;
import souk.settlement.keys.AccountKey;

/**
 * A market as one account uses it: what an application embeds to buy compute and to hire agents.
 *
 * <pre>{@code
 * var market = Connection.of(System.getenv());
 * try (var souk = Souk.connect(market, market.key(password))) {
 *   souk.deposit(Amount.parseTokens("20", souk.tokenDecimals()));
 *   var outcome = souk.run(JobRequest.of(invocation, fuel, price), Duration.ofMinutes(5));
 * }
 * }</pre>
 *
 * <p>Thread-safe: any number of threads may use one at the same time. Methods block, and each ends
 * in bounded time: where no timeout is given, a transaction has two minutes to take effect, and a
 * market node ten seconds to answer, and longer for a large blob. A thread that is interrupted
 * stops waiting with {@link InterruptedException}; a transaction that was on its way then goes on.
 *
 * <p>Methods throw {@link SoukException} if what was asked cannot be done, or chain and market
 * nodes cannot be reached; its {@link SoukException#kind} says whether asking again helps. Numbers
 * outside their range are refused with {@link IllegalArgumentException}.
 */
public final class Souk implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final ChainSession session;
  private final MarketNodes markets;
  private final Path machineCache;
  private final Funds funds;
  private final Orders orders;
  private final Outputs outputs;
  private final Agents agents;
  private final Runnable closing;

  private Souk(
      ChainSession session,
      AccountKey key,
      List<URI> markets,
      Path machineCache,
      Runnable closing) {
    this.session = session;
    this.markets = MarketNodes.at(markets);
    this.machineCache = machineCache;
    this.funds = new Funds(session);
    this.orders = new Orders(session, key, this.markets, funds);
    this.outputs = new Outputs(this.markets, session.domain(), key);
    this.agents = new Agents(session, this.markets, funds, machineCache);
    this.closing = closing;
  }

  /**
   * Connects an account to a market, and goes on sending what it had on its way when it was used
   * last.
   *
   * @throws SoukException if the chain is unreachable or another one than the market's, or another
   *     process acts as this account at {@link Connection#home}
   */
  public static Souk connect(Connection connection, AccountKey key) throws InterruptedException {
    var session = Failures.told(() -> ChainSession.open(connection.session(key.address()), key));
    var cache = connection.place().machineCache();
    return new Souk(session, key, connection.markets(), cache, session::close);
  }

  /**
   * For programs of this project that have a session of their own, which they close themselves.
   *
   * @param key of the session's account
   * @param markets addresses of market nodes, at least one
   * @param machineCache where files are kept that help jobs to start
   */
  public static Souk over(
      ChainSession session, AccountKey key, List<URI> markets, Path machineCache) {
    return new Souk(session, key, markets, machineCache, () -> {});
  }

  // Money

  /** The account. */
  public Address address() {
    return session.address();
  }

  /** Digits after the point that one token of this market has, as {@code 6}. */
  public int tokenDecimals() {
    return session.chain().deployment().tokenDecimals();
  }

  /** What the account has outside the market. */
  public Amount tokens() throws InterruptedException {
    return Failures.told(funds::tokens);
  }

  /** What the account can post jobs with. */
  public Amount balance() throws InterruptedException {
    return Failures.told(funds::balance);
  }

  /**
   * Moves tokens of the account into its market balance; approves them first where it has to.
   *
   * @throws SoukException if it has too few, or nothing to pay the transaction with
   */
  public void deposit(Amount amount) throws InterruptedException {
    Failures.telling(() -> funds.deposit(amount));
  }

  /**
   * Moves market balance out of the market, to the account.
   *
   * @throws SoukException if there is too little, or nothing to pay the transaction with
   */
  public void withdraw(Amount amount) throws InterruptedException {
    Failures.telling(() -> funds.withdraw(amount));
  }

  // Jobs

  /**
   * Posts a job and waits until it has ended. Settling takes a challenge window beyond the run:
   * {@link #watch} tells the output as soon as it is there.
   *
   * @param timeout longest time to wait for the end; {@link JobOutcome.Pending} if it is over first
   * @throws SoukException as {@link #post} does
   */
  public JobOutcome run(JobRequest request, Duration timeout) throws InterruptedException {
    var end = Deadline.in(timeout);
    return await(post(request), end.left());
  }

  /**
   * Posts a job: checks that the machine admits it, hands module and inputs to the market nodes,
   * and escrows the price ceiling times the fuel limit. Returns once the job is on chain.
   *
   * @return the job's id
   * @throws SoukException if nobody could run it, the balance is too small, or no market node takes
   *     its blobs; of kind {@link SoukException.Kind#UNDECIDED} if it is still on its way after two
   *     minutes, with the job's id in the message
   */
  public Hash post(JobRequest request) throws InterruptedException {
    return Failures.told(() -> orders.post(request));
  }

  /**
   * Posts several jobs in one transaction, or as few as a block has room for. Each blob travels
   * once, however many of the jobs share it.
   *
   * @return what became of each within two minutes
   * @throws SoukException if one of them could not be run by anybody, the balance does not cover
   *     all of them, or no market node takes their blobs; then none is posted
   */
  public Batch batch(List<JobRequest> requests) throws InterruptedException {
    return Failures.told(() -> orders.post(requests, PATIENCE));
  }

  /**
   * Signs a job and hands it to the market nodes, which land it with its match: this account sends
   * no transaction. Until then its market balance backs the job, and {@link #cancel} takes it back.
   *
   * @return the job's id
   * @throws SoukException as {@link #post} does, or if no market node takes it
   */
  public Hash handIn(JobRequest request) throws InterruptedException {
    return Failures.told(() -> orders.handIn(request));
  }

  /**
   * Signs several jobs and hands them to the market nodes, as {@link #handIn(JobRequest)} does.
   *
   * @return which of them a market node took
   * @throws SoukException as {@link #batch} does; then none is handed in
   */
  public Batch handIn(List<JobRequest> requests) throws InterruptedException {
    return Failures.told(() -> orders.handIn(requests));
  }

  /**
   * Tells the market nodes where a job of this account may run; what was said last counts.
   *
   * @throws SoukException if no market node takes it
   */
  public void place(Hash jobId, Wishes wishes) throws InterruptedException {
    Failures.telling(() -> orders.place(jobId, wishes));
  }

  /**
   * Waits until the job has ended.
   *
   * @param timeout longest time to wait; {@link JobOutcome.Pending} if it is over first, also for a
   *     job that nobody has posted
   * @throws SoukException if the market's chain is gone for good
   */
  public JobOutcome await(Hash jobId, Duration timeout) throws InterruptedException {
    var end = Deadline.in(timeout);
    var watch = watch(jobId);
    while (true) {
      var progress = watch.next(end.left());
      if (progress.isEmpty()) {
        return new JobOutcome.Pending(jobId);
      }
      if (progress.get() instanceof Progress.Ended(var outcome)) {
        return outcome;
      }
    }
  }

  /** Follows a job, from what is known of it now to its end; any number of jobs can be. */
  public JobWatch watch(Hash jobId) {
    return new JobWatch(jobId, session.jobs(), markets, outputs);
  }

  /** The job as the chain knows it; empty if it is not on chain. */
  public Optional<Job> job(Hash jobId) throws InterruptedException {
    return Failures.told(
        () -> {
          session.jobs().awaitCaughtUp(PATIENCE);
          return session.jobs().job(jobId).map(Job::of);
        });
  }

  /**
   * The job's output, if it is to be had now: encrypted to this account once the draw is clear or
   * the verifiers have committed, in the clear after the reveal. Before the reveal it is only its
   * provider's word, afterwards it has the digest that was revealed.
   */
  public Optional<Bytes> output(Hash jobId) throws InterruptedException {
    return Failures.told(() -> session.jobs().job(jobId).flatMap(outputs::of));
  }

  /**
   * Why the job is, or is not yet, matched, as a market node sees it; empty if none knows the job.
   */
  public Optional<Explanation> explain(Hash jobId) throws InterruptedException {
    return Failures.told(() -> markets.explain(jobId));
  }

  /**
   * Takes an open job back, or a signed one that is not on chain. An open job's escrow returns; a
   * signed one can never be matched again.
   *
   * @throws SoukException if it is another account's, or is matched
   */
  public void cancel(Hash jobId) throws InterruptedException {
    Failures.telling(() -> session.perform("cancel", new Call.CancelJobs(List.of(jobId))));
  }

  /**
   * Runs a job again, here, and says whether what its provider revealed holds: on another engine
   * than the provider declared, if this machine has one. Costs nothing; the job may be anybody's.
   *
   * @param timeLimit longest time the run may take
   * @return {@link Finding.Unknown} if it could not be run here, or not in that time
   * @throws SoukException if there is no such job, or nothing is revealed of it
   */
  public Finding verify(Hash jobId, Duration timeLimit) throws InterruptedException {
    var job =
        job(jobId)
            .orElseThrow(() -> SoukException.refused("the market knows no such job: " + jobId));
    var revealed =
        Failures.told(() -> RevealedResult.find(session.jobs(), jobId))
            .orElseThrow(() -> nothingRevealed(job));
    var finding = Failures.told(() -> check(revealed, timeLimit));
    if (finding instanceof Finding.Unknown) {
      Failures.requireUninterrupted();
    }
    return finding;
  }

  private Finding check(RevealedResult revealed, Duration timeLimit) {
    var opinion = new SecondOpinion(Engines.on(machineCache).all(timeLimit));
    return new JobCheck(new JobSources(markets, markets), opinion)
        .check(revealed.job(), revealed.result(), revealed.declared());
  }

  private static SoukException nothingRevealed(Job job) {
    var message =
        "job %s is %s: nobody revealed a result of it".formatted(job.id(), job.state().label());
    return job.state().isFinal()
        ? SoukException.refused(message)
        : SoukException.unavailable(message);
  }

  // Agents

  /** Agents of this market, for this account to create and to hire. */
  public Agents agents() {
    return agents;
  }

  // Offers

  /** Offers that stand on chain now. Market nodes may have more, signed and not yet posted. */
  public List<Offer> offers() throws InterruptedException {
    return Failures.told(
        () -> {
          session.jobs().awaitCaughtUp(PATIENCE);
          return session.jobs().offers().stream().map(IndexedOffer::offer).toList();
        });
  }

  /**
   * The least price at which a job finds an offer on chain; empty if none is for such jobs.
   *
   * @param memoryLimit pages of 64 KiB
   * @param tags capability tags the offer must carry
   */
  public Optional<Price> asked(Fuel fuelLimit, int memoryLimit, Tags tags)
      throws InterruptedException {
    var now = Failures.told(() -> session.chain().head().time());
    return new Asks(offers()).cheapest(fuelLimit, memoryLimit, tags, now);
  }

  /** Stops following and sending; what is on its way goes on when the account is next used. */
  @Override
  public void close() {
    closing.run();
  }
}
