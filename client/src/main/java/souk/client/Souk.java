package souk.client;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import souk.client.api.SignedJob;
import souk.client.api.SignedPlacement;
import souk.client.blob.BlobContent;
import souk.client.market.MarketException;
import souk.client.market.MarketNodes;
import souk.protocol.job.JobState;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.runtime.machine.Bytes;
import souk.settlement.chain.Call;
import souk.settlement.chain.ChainException;
import souk.settlement.index.IndexedJob;
import souk.settlement.index.IndexedOffer;
import souk.settlement.keys.AccountKey;

/**
 * A market as one account uses it: what an application embeds to buy compute. Thread-safe.
 *
 * <pre>{@code
 * try (var souk = Souk.connect(config, key)) {
 *   souk.deposit(Amount.parseTokens("20", 6));
 *   var outcome = souk.run(JobRequest.of(invocation, fuel, price), Duration.ofMinutes(5));
 * }
 * }</pre>
 *
 * <p>Methods throw {@link SoukException} if what was asked cannot be done, {@link ChainException}
 * if the chain cannot be asked, and {@link MarketException} if no market node helps.
 */
public final class Souk implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final ChainSession session;
  private final AccountKey key;
  private final Funds funds;
  private final MarketNodes markets;
  private final Outputs outputs;
  private final SecureRandom random = new SecureRandom();

  /**
   * Which market, and through whom.
   *
   * @param chain the market's chain and this account's journal
   * @param markets market nodes; each blob goes to all of them, the first honest answer counts
   */
  public record Config(ChainSession.Config chain, List<URI> markets) {
    public Config {
      markets = List.copyOf(markets);
    }
  }

  private Souk(ChainSession session, AccountKey key, MarketNodes markets) {
    this.session = session;
    this.funds = new Funds(session);
    this.key = key;
    this.markets = markets;
    this.outputs = new Outputs(markets, session.domain(), key);
  }

  /** Connects an account to a market. */
  public static Souk connect(Config config, AccountKey key) {
    var markets = MarketNodes.at(config.markets());
    return new Souk(ChainSession.open(config.chain(), key), key, markets);
  }

  // Money

  /** What the account can post jobs with. */
  public Amount balance() {
    return funds.balance();
  }

  /** Moves tokens from the account's hands into its market balance. */
  public void deposit(Amount amount) throws InterruptedException {
    funds.deposit(amount);
  }

  /** Moves market balance back into the account's hands. */
  public void withdraw(Amount amount) throws InterruptedException {
    funds.withdraw(amount);
  }

  // Jobs

  /**
   * Posts a job: checks the module, hands module and inputs to the market nodes, and escrows the
   * price. Returns once the job is on chain.
   *
   * @return the job's id
   */
  public Hash post(JobRequest request) throws InterruptedException {
    return post(List.of(request)).getFirst();
  }

  /**
   * Posts several jobs in one transaction.
   *
   * @return their ids, in the same order
   * @throws SoukException if any cannot be posted; those before it in the batch may be
   */
  public List<Hash> post(List<JobRequest> requests) throws InterruptedException {
    var orders = prepare(requests);
    session.perform("post", new Call.PostJobs(orders.stream().map(JobOrder::spec).toList()));
    return orders.stream().map(this::id).toList();
  }

  /**
   * Signs a job and hands it to the market nodes, which land it with its match: this account sends
   * no transaction. Until then its market balance backs the job, and {@link #cancel} takes it back.
   *
   * @return the job's id
   */
  public Hash handIn(JobRequest request) {
    var order = prepare(List.of(request)).getFirst();
    markets.putJob(id(order), new SignedJob(order.spec(), key.sign(id(order))));
    return id(order);
  }

  /** Whether a market node has that job signed, and it is not on chain yet. */
  public boolean isHandedIn(Hash jobId) {
    return markets.signedJob(jobId).isPresent();
  }

  /** Checks, funds and uploads all that the jobs need, and says where they may run. */
  private List<JobOrder> prepare(List<JobRequest> requests) {
    var now = session.chain().head().time();
    var nonce = session.chain().orderNonce(session.address());
    var orders =
        requests.stream().map(request -> JobOrder.of(request, key, now, nonce, random)).toList();
    funds.require(
        orders.stream().map(order -> order.spec().escrow()).reduce(Amount.ZERO, Amount::plus),
        "to escrow: deposit them first");
    markets.requireServing(session.domain());
    upload(orders);
    for (var i = 0; i < orders.size(); i++) {
      if (!requests.get(i).wishes().areNone()) {
        place(id(orders.get(i)), requests.get(i).wishes());
      }
    }
    return orders;
  }

  private Hash id(JobOrder order) {
    return session.domain().jobId(order.spec());
  }

  /** Tells the market nodes where a job of this account may run; what was said last counts. */
  public void place(Hash jobId, Wishes wishes) {
    var placement = wishes.of(jobId, System.currentTimeMillis());
    var signature = key.sign(session.domain().placementDigest(placement));
    markets.putPlacement(new SignedPlacement(placement, signature));
  }

  /**
   * Waits until the job has ended.
   *
   * @return how it ended; empty if the time is over first
   */
  public Optional<JobOutcome> await(Hash jobId, Duration timeout) {
    var ended =
        session.jobs().await(() -> state(jobId).filter(JobState::isFinal).isPresent(), timeout);
    return ended ? session.jobs().job(jobId).map(this::outcome) : Optional.empty();
  }

  /** Posts a job and waits until it has ended; empty if the time is over first. */
  public Optional<JobOutcome> run(JobRequest request, Duration timeout)
      throws InterruptedException {
    return await(post(request), timeout);
  }

  /** Tells the job's state whenever it is another, until it has ended or the time is over. */
  public void watch(Hash jobId, Consumer<IndexedJob> listener, Duration timeout) {
    var end = System.nanoTime() + timeout.toNanos();
    var told = Optional.<JobState>empty();
    while (told.filter(JobState::isFinal).isEmpty()) {
      var before = told;
      var left = Duration.ofNanos(end - System.nanoTime());
      if (!session.jobs().await(() -> !state(jobId).equals(before), left)) {
        throw new SoukException("job %s has not ended yet".formatted(jobId), true);
      }
      var job = session.jobs().job(jobId);
      told = job.map(it -> it.snapshot().state());
      job.ifPresent(listener);
    }
  }

  /** The job as the chain knows it; empty if it was never posted. */
  public Optional<IndexedJob> job(Hash jobId) {
    session.jobs().awaitCaughtUp(PATIENCE);
    return session.jobs().job(jobId);
  }

  /**
   * The job's output as soon as anybody may have it: encrypted to this account once the draw is
   * clear or the verifiers have committed, in the clear after the reveal. Before the reveal it is
   * only its provider's word.
   */
  public Optional<Bytes> output(Hash jobId) {
    return session.jobs().job(jobId).flatMap(outputs::of);
  }

  /**
   * Takes an open job back, or a signed one that is not on chain. An open job's escrow returns; a
   * signed one can never be matched again.
   */
  public void cancel(Hash jobId) throws InterruptedException {
    session.perform("cancel", new Call.CancelJobs(List.of(jobId)));
  }

  /** Offers that stand now. */
  public List<IndexedOffer> offers() {
    session.jobs().awaitCaughtUp(PATIENCE);
    return session.jobs().offers();
  }

  /** The chain as this account sees it, for what this class does not do. */
  public ChainSession session() {
    return session;
  }

  @Override
  public void close() {
    session.close();
  }

  /** Several jobs often share a module: each blob travels once. */
  private void upload(List<JobOrder> orders) {
    var blobs = new LinkedHashMap<Hash, byte[]>();
    orders.forEach(order -> blobs.putAll(order.blobs()));
    var signer = session.uploadSigner();
    blobs.values().forEach(blob -> markets.putBlob(BlobContent.of(blob), signer));
  }

  private JobOutcome outcome(IndexedJob job) {
    if (job.snapshot().state() instanceof JobState.Refunded) {
      return new JobOutcome.Refunded(job.spec().escrow());
    }
    if (job.snapshot().state() instanceof JobState.Void) {
      return new JobOutcome.Voided(job.spec().escrow());
    }
    var output =
        outputs
            .of(job)
            .orElseThrow(
                () -> new SoukException("no market node has the output of " + job.id(), true));
    return new JobOutcome.Settled(job.result().orElseThrow(), job.receipt().orElseThrow(), output);
  }

  private Optional<JobState> state(Hash jobId) {
    return session.jobs().job(jobId).map(job -> job.snapshot().state());
  }
}
