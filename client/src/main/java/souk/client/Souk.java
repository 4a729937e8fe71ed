package souk.client;

import java.math.BigInteger;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import souk.client.api.WireLimits;
import souk.client.market.MarketException;
import souk.client.market.MarketNodes;
import souk.protocol.codec.CodeId;
import souk.protocol.codec.Digests;
import souk.protocol.codec.InputCodec;
import souk.protocol.evidence.Result;
import souk.protocol.job.JobKind;
import souk.protocol.job.JobSpec;
import souk.protocol.job.JobState;
import souk.protocol.job.Mount;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Machine;
import souk.runtime.module.Admission;
import souk.settlement.chain.Call;
import souk.settlement.chain.ChainException;
import souk.settlement.index.IndexedJob;
import souk.settlement.index.IndexedOffer;
import souk.settlement.keys.AccountKey;
import souk.settlement.keys.Signers;

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
  private static final int SALT_BITS = 256;

  private final ChainSession session;
  private final AccountKey key;
  private final Funds funds;
  private final MarketNodes markets;
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
  }

  /** Connects an account to a market. */
  public static Souk connect(Config config, AccountKey key) {
    return new Souk(ChainSession.open(config.chain(), key), key, MarketNodes.at(config.markets()));
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
    requests.forEach(Souk::requireAdmissible);
    var specs = requests.stream().map(this::spec).toList();
    funds.require(specs.stream().map(JobSpec::escrow).reduce(Amount.ZERO, Amount::plus), "escrow");
    requests.forEach(this::upload);
    var ids = specs.stream().map(session.domain()::jobId).toList();
    session.perform("post", new Call.PostJobs(specs));
    return ids;
  }

  /**
   * Waits until the job has ended.
   *
   * @return how it ended; empty if the time is over first
   */
  public Optional<JobOutcome> await(Hash jobId, Duration timeout) {
    var found =
        session
            .jobs()
            .await(
                () ->
                    session
                        .jobs()
                        .job(jobId)
                        .filter(job -> job.snapshot().state().isFinal())
                        .isPresent(),
                timeout);
    return found ? session.jobs().job(jobId).map(this::outcome) : Optional.empty();
  }

  /** Posts a job and waits until it has ended; empty if the time is over first. */
  public Optional<JobOutcome> run(JobRequest request, Duration timeout)
      throws InterruptedException {
    return await(post(request), timeout);
  }

  /** Tells the job's state whenever it is another, until it has ended or the time is over. */
  public void watch(Hash jobId, Consumer<IndexedJob> listener, Duration timeout) {
    var told =
        new Object() {
          Optional<JobState> state = Optional.empty();
        };
    var ended =
        session
            .jobs()
            .await(
                () -> {
                  var job = session.jobs().job(jobId);
                  var state = job.map(found -> found.snapshot().state());
                  if (!state.equals(told.state)) {
                    told.state = state;
                    job.ifPresent(listener);
                  }
                  return state.map(JobState::isFinal).orElse(false);
                },
                timeout);
    if (!ended) {
      throw new SoukException("job %s has not ended yet".formatted(jobId), true);
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
    return session
        .jobs()
        .job(jobId)
        .flatMap(job -> job.result().isPresent() ? revealed(job.result().get()) : unsealed(job));
  }

  /** Takes an open job back; its escrow returns. */
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

  private JobSpec spec(JobRequest request) {
    var invocation = request.invocation();
    var module = digest(invocation.module());
    var now = session.chain().head().time();
    return new JobSpec(
        key.address(),
        CodeId.of(module, Machine.VERSION),
        module,
        digest(invocation.input()),
        InputCodec.digest(mounts(request)),
        InputCodec.digest(invocation.arguments()),
        JobKind.COMMAND,
        request.fuelLimit(),
        request.memoryLimit(),
        0,
        request.priceCeiling(),
        request.valueAtRisk(),
        request.verifiers(),
        request.minStakeMultiple(),
        request.tags(),
        now.plus(request.patience()),
        now,
        Optional.of(key.outputKey()),
        Hash.ZERO,
        new BigInteger(SALT_BITS, random));
  }

  private void upload(JobRequest request) {
    var invocation = request.invocation();
    var blobs = new ArrayList<byte[]>();
    blobs.add(invocation.module().toArray());
    blobs.add(invocation.input().toArray());
    invocation.mounts().values().forEach(content -> blobs.add(content.toArray()));
    if (!invocation.mounts().isEmpty()) {
      blobs.add(InputCodec.encode(mounts(request)));
    }
    if (!invocation.arguments().isEmpty()) {
      blobs.add(InputCodec.encode(invocation.arguments()));
    }
    blobs.forEach(markets::putBlob);
  }

  private static List<Mount> mounts(JobRequest request) {
    return request.invocation().mounts().entrySet().stream()
        .map(file -> new Mount(file.getKey(), digest(file.getValue()), file.getValue().size()))
        .toList();
  }

  private JobOutcome outcome(IndexedJob job) {
    if (job.snapshot().state() instanceof JobState.Refunded) {
      return new JobOutcome.Refunded(job.spec().escrow());
    }
    if (job.snapshot().state() instanceof JobState.Void) {
      return new JobOutcome.Voided(job.spec().escrow());
    }
    var result = job.result().orElseThrow();
    var output =
        revealed(result)
            .orElseThrow(
                () -> new SoukException("no market node has the output of " + job.id(), true));
    return new JobOutcome.Settled(result, job.receipt().orElseThrow(), output);
  }

  private Optional<Bytes> revealed(Result result) {
    try {
      return Optional.of(
          Bytes.of(markets.getBlob(result.outputDigest(), WireLimits.MAX_BLOB_BYTES)));
    } catch (MarketException e) {
      return Optional.empty();
    }
  }

  private Optional<Bytes> unsealed(IndexedJob job) {
    for (var note : markets.sealedOutputs(job.id())) {
      var digest = session.domain().sealedOutputDigest(job.id(), note.attempt(), note.blob());
      if (note.attempt() == job.snapshot().attempt()
          && Signers.recover(digest, note.signature()).equals(job.snapshot().provider())) {
        var sealed = markets.getBlob(note.blob(), WireLimits.MAX_BLOB_BYTES);
        return Optional.of(Bytes.of(key.unseal(job.id(), sealed)));
      }
    }
    return Optional.empty();
  }

  private static void requireAdmissible(JobRequest request) {
    if (Admission.of(request.invocation().module().toArray())
        instanceof Admission.Refused(var reason)) {
      throw new SoukException(reason, false);
    }
  }

  private static Hash digest(Bytes bytes) {
    return Digests.sha256(bytes.toArray());
  }
}
