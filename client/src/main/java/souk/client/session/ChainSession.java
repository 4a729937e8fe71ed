package souk.client.session;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import souk.client.SoukException;
import souk.client.blob.UploadSigner;
import souk.protocol.codec.MarketDomain;
import souk.protocol.value.Address;
import souk.settlement.chain.Call;
import souk.settlement.chain.Chain;
import souk.settlement.chain.Deployment;
import souk.settlement.chain.Revert;
import souk.settlement.chain.TxReceipt;
import souk.settlement.index.JobIndex;
import souk.settlement.journal.Journal;
import souk.settlement.journal.JournalPlace;
import souk.settlement.keys.Signer;
import souk.settlement.rpc.ConnectionLimits;
import souk.settlement.tx.Outbox;
import souk.settlement.tx.OutboxSettings;
import souk.settlement.tx.TxOutcome;
import souk.settlement.web3j.Web3jChain;

/**
 * All that one account needs of one market's chain: reads, a durable way to send, and what the
 * market looks like now. Thread-safe.
 */
public final class ChainSession implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  private final Signer signer;
  private final Chain chain;
  private final Journal journal;
  private final Outbox outbox;
  private final JobIndex jobs;

  /**
   * Where the chain is and what to remember of it.
   *
   * @param endpoints JSON-RPC over HTTP; the others are used if the first fails
   * @param deployment the market
   * @param journal what survives this process; begun if it is not there
   * @param pollInterval time between looks for a new block
   * @param limits how far the endpoints are trusted
   */
  public record Config(
      List<URI> endpoints,
      Deployment deployment,
      JournalPlace journal,
      Duration pollInterval,
      ConnectionLimits limits) {
    /** Suits blocks of a second as well as longer ones. */
    public static final Duration DEFAULT_POLL_INTERVAL = Duration.ofMillis(250);

    public Config {
      endpoints = List.copyOf(endpoints);
    }

    /** With the journal in a file, the default poll interval and the default limits. */
    public Config(List<URI> endpoints, Deployment deployment, Path journal) {
      this(endpoints, deployment, journal, DEFAULT_POLL_INTERVAL);
    }

    /** With the journal in a file, and the default limits. */
    public Config(List<URI> endpoints, Deployment deployment, Path journal, Duration pollInterval) {
      this(
          endpoints,
          deployment,
          new JournalPlace.File(journal),
          pollInterval,
          ConnectionLimits.DEFAULT);
    }
  }

  private ChainSession(Signer signer, Chain chain, Journal journal, Duration pollInterval) {
    this.signer = signer;
    this.chain = chain;
    this.journal = journal;
    this.jobs = JobIndex.start(chain, journal, pollInterval);
    this.outbox = send(pollInterval);
  }

  /**
   * Connects, goes on sending what the journal holds, and begins to index the market.
   *
   * @throws souk.settlement.chain.ChainException if the chain is unreachable or another
   * @throws souk.settlement.journal.JournalException if the journal cannot be used
   */
  public static ChainSession open(Config config, Signer signer) {
    return open(config, signer, Journal::open);
  }

  /**
   * As {@link #open}, but other processes of the same account may share a PostgreSQL journal: the
   * one that holds its lease sends, the others follow.
   */
  public static ChainSession share(Config config, Signer signer) {
    return open(config, signer, Journal::share);
  }

  private static ChainSession open(
      Config config, Signer signer, Function<JournalPlace, Journal> opening) {
    var chain = Web3jChain.connect(config.endpoints(), config.deployment(), config.limits());
    try {
      return open(config, signer, chain, opening.apply(config.journal()));
    } catch (RuntimeException e) {
      chain.close();
      throw e;
    }
  }

  private static ChainSession open(Config config, Signer signer, Chain chain, Journal journal) {
    try {
      return new ChainSession(signer, chain, journal, config.pollInterval());
    } catch (RuntimeException e) {
      journal.close();
      throw e;
    }
  }

  private Outbox send(Duration pollInterval) {
    try {
      var settings = OutboxSettings.DEFAULT.withPoll(pollInterval);
      return Outbox.start(chain, journal, signer, settings);
    } catch (RuntimeException e) {
      jobs.close();
      throw e;
    }
  }

  /** Whose transactions these are. */
  public Address address() {
    return signer.address();
  }

  /** What signs for it. */
  public Signer signer() {
    return signer;
  }

  /** Has market nodes keep blobs on its quota. */
  public UploadSigner uploadSigner() {
    return UploadSigner.of(signer, domain(), () -> chain.head().time());
  }

  /** What orders and other messages are signed for. */
  public MarketDomain domain() {
    return chain.deployment().domain();
  }

  /** Reads. */
  public Chain chain() {
    return chain;
  }

  /** What survives this process; the outbox is in it. */
  public Journal journal() {
    return journal;
  }

  /** The one way to send. */
  public Outbox outbox() {
    return outbox;
  }

  /** What the market looks like now. */
  public JobIndex jobs() {
    return jobs;
  }

  /**
   * Has a call take effect, however long that takes within two minutes. If this thread is
   * interrupted, the call goes on.
   *
   * @param verb what it does, for messages
   * @throws SoukException if it is refused in whole or in part, cannot be sent, or is still on its
   *     way
   */
  public void perform(String verb, Call call) throws InterruptedException {
    var unused = include(verb, call);
  }

  /**
   * As {@link #perform}, and tells what our contracts logged.
   *
   * @throws SoukException as {@link #perform}
   */
  public TxReceipt land(String verb, Call call) throws InterruptedException {
    var included = include(verb, call);
    var end = System.nanoTime() + PATIENCE.toNanos();
    // An endpoint may lag behind the one that told of the block.
    while (true) {
      var receipt = chain.receipt(included.transaction());
      if (receipt.isPresent()) {
        return receipt.get();
      }
      if (System.nanoTime() > end) {
        throw SoukException.undecided(
            "%s was done in transaction %s, of which the chain tells nothing yet"
                .formatted(verb, included.transaction()));
      }
      Thread.sleep(LOOK_AGAIN);
    }
  }

  private TxOutcome.Included include(String verb, Call call) throws InterruptedException {
    return switch (outbox.submitAndAwait(verb + "/" + UUID.randomUUID(), call, PATIENCE)) {
      case TxOutcome.Included included -> {
        var skipped = included.skipped().values().stream().findFirst();
        if (skipped.isPresent()) {
          throw refusal(verb, skipped.get());
        }
        yield included;
      }
      case TxOutcome.Reverted(var reason) -> throw refusal(verb, reason);
      case TxOutcome.Rejected(var reason) ->
          throw SoukException.unavailable(verb + " could not be sent: " + reason);
      case TxOutcome.Pending() ->
          throw SoukException.undecided(
              verb + " is still on its way; it goes on when this account is next used");
    };
  }

  private static SoukException refusal(String verb, Revert reason) {
    return SoukException.refused("the market refuses to %s: %s".formatted(verb, reason));
  }

  /** Stops following and sending; what was submitted goes on at the next start. */
  @Override
  public void close() {
    jobs.close();
    outbox.close();
    journal.close();
    chain.close();
  }
}
