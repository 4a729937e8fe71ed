package souk.client.market;

import static java.util.stream.Collectors.joining;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import souk.client.api.AgentList;
import souk.client.api.AgentView;
import souk.client.api.Explanation;
import souk.client.api.Inbox;
import souk.client.api.JobTurn;
import souk.client.api.JobView;
import souk.client.api.OfferView;
import souk.client.api.SealedOutput;
import souk.client.api.SignedJob;
import souk.client.api.SignedOffer;
import souk.client.api.SignedPlacement;
import souk.client.api.TurnList;
import souk.client.blob.BlobContent;
import souk.client.blob.BlobOrigin;
import souk.client.blob.BlobSource;
import souk.client.blob.BlobSpool;
import souk.client.blob.SpooledBlob;
import souk.client.blob.UploadSigner;
import souk.client.turn.StateSource;
import souk.protocol.codec.Cid;
import souk.protocol.codec.MarketDomain;
import souk.protocol.evidence.Result;
import souk.protocol.value.Hash;
import souk.runtime.state.Snapshot;
import souk.settlement.chain.Turn;

/**
 * Several market nodes as one: what one of them cannot give, the next may. A node that failed is
 * asked after the others until one of those fails, and one that keeps a blob waiting does not keep
 * the others from being asked. Thread-safe.
 */
public final class MarketNodes implements BlobSource, BlobOrigin, StateSource {
  /**
   * How long a node may keep silent before the next is asked too, or the others that have taken a
   * message are enough.
   */
  private static final Duration SILENCE = Duration.ofSeconds(3);

  private static final long SLOW_BYTES_PER_SECOND = 256L << 10;

  /** How long a node may take to have a block that is there, and how often it is asked. */
  private static final Duration INDEXING = Duration.ofSeconds(10);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private final List<MarketClient> nodes;
  private final AtomicInteger preferred = new AtomicInteger();

  /**
   * @throws IllegalArgumentException if there is no node
   */
  public MarketNodes(List<MarketClient> nodes) {
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("at least one market node is needed");
    }
    this.nodes = List.copyOf(nodes);
  }

  /** The nodes at these addresses. */
  public static MarketNodes at(List<URI> addresses) {
    return new MarketNodes(addresses.stream().map(MarketClient::new).toList());
  }

  /** Each node by itself. */
  public List<MarketClient> each() {
    return nodes;
  }

  /**
   * Makes sure that somebody will hear of what is posted to a market.
   *
   * @throws MarketException if no node answers as one of that market's
   */
  public void requireServing(MarketDomain market) {
    var failure = new MarketException("the market nodes named serve another market", false);
    for (var node : nodes) {
      try {
        var info = node.info();
        if (info.chainId() == market.chainId() && info.market().equals(market.market())) {
          return;
        }
      } catch (MarketException e) {
        failure = e;
      }
    }
    throw failure;
  }

  /**
   * Asks something that a block may have made right. If the nodes refuse, they are asked once more
   * when one of them has that block: they may not have had it.
   *
   * @param block height of a block that is there; looked up when they refuse
   * @throws MarketException if they refuse again, or none has it within ten seconds
   */
  public void askKnowing(LongSupplier block, Runnable question) {
    try {
      question.run();
    } catch (MarketException e) {
      if (!isIndexed(block.getAsLong())) {
        throw e;
      }
      question.run();
    }
  }

  private boolean isIndexed(long block) {
    var end = System.nanoTime() + INDEXING.toNanos();
    while (true) {
      var newest = nodes.stream().flatMapToLong(MarketNodes::headBlock).max();
      if (newest.isEmpty() || newest.getAsLong() >= block) {
        return newest.isPresent();
      }
      if (System.nanoTime() > end) {
        return false;
      }
      pause();
    }
  }

  private static LongStream headBlock(MarketClient node) {
    try {
      return LongStream.of(node.info().headBlock());
    } catch (MarketException e) {
      return LongStream.empty();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_LOOKS);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static MarketException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new MarketException("interrupted while waiting for market nodes", true, e);
  }

  /**
   * Hands a blob to every node; one that stalls is not waited for once another has it, and may
   * still take it later.
   *
   * @param signer on whose quota the nodes keep it
   * @return its SHA-256
   * @throws MarketException if no node took it
   */
  public Hash putBlob(BlobContent content, UploadSigner signer) {
    var transfer = Duration.ofSeconds(content.sizeBytes() / SLOW_BYTES_PER_SECOND);
    toEach("take the blob", SILENCE.plus(transfer), node -> node.putBlob(content, signer));
    return content.digest();
  }

  /**
   * Fetches a blob from whichever node has it, checked against its digest.
   *
   * @param maxBytes size beyond which it is refused
   * @throws MarketException if no node gave it
   */
  @Override
  public byte[] getBlob(Hash digest, int maxBytes) {
    return blob(digest, node -> node.getBlob(digest, maxBytes), _ -> {});
  }

  @Override
  public SpooledBlob download(Hash digest, long maxBytes, BlobSpool spool) {
    return blob(digest, node -> node.download(digest, maxBytes, spool), SpooledBlob::close);
  }

  /**
   * Fetches a state from whichever node has it, checked against its hash.
   *
   * @throws MarketException if no node gave it
   */
  @Override
  public Snapshot state(Hash stateHash) {
    return fetched("give state " + stateHash, node -> node.state(stateHash), _ -> {});
  }

  /**
   * The turn of an agent job that opens its result, from whichever node has it.
   *
   * @throws MarketException if no node answers
   */
  public Optional<Turn> turn(Hash jobId, Result result) {
    return fromAnyThatKnows(
        "tell the turn of job " + jobId,
        node -> node.jobTurn(jobId).map(JobTurn::turn).filter(turn -> turn.opens(result)));
  }

  /**
   * Tells every node which blob is a job's encrypted output.
   *
   * @throws MarketException if no node took the note
   */
  public void putSealedOutput(SealedOutput output) {
    toEach("take the note", node -> node.putSealedOutput(output));
  }

  /**
   * What the nodes know of a job's encrypted output: one note of each that has one. A node may have
   * made it up, so the caller checks signatures.
   */
  public List<SealedOutput> sealedOutputs(Hash jobId) {
    return nodes.stream().flatMap(node -> answer(node, jobId).stream()).distinct().toList();
  }

  /**
   * Hands a signed offer to every node.
   *
   * @throws MarketException if no node took it
   */
  public void putOffer(Hash id, SignedOffer offer) {
    toEach("take the offer", node -> node.putOffer(id, offer));
  }

  /**
   * Hands a signed job to every node.
   *
   * @throws MarketException if no node took it
   */
  public void putJob(Hash id, SignedJob job) {
    toEach("take the job", node -> node.putJob(id, job));
  }

  /**
   * Tells every node where a job may run.
   *
   * @throws MarketException if no node took it
   */
  public void putPlacement(SignedPlacement placement) {
    toEach("take the placement", node -> node.putPlacement(placement));
  }

  /** A signed job that waits for its match, if a node has it. */
  public Optional<SignedJob> signedJob(Hash id) {
    return fromAnyThatKnows("show the signed job", node -> node.signedJob(id));
  }

  /** Jobs as one of the nodes sees them, newest first. */
  public List<JobView> jobs(JobFilter filter) {
    return fromAny("list jobs", node -> node.jobs(filter)).jobs();
  }

  /** One job as a node sees it, if one knows it. */
  public Optional<JobView> job(Hash id) {
    return fromAnyThatKnows("show the job", node -> node.job(id));
  }

  /** Why a job is, or is not yet, matched, as a node sees it, if one knows the job. */
  public Optional<Explanation> explain(Hash id) {
    return fromAnyThatKnows("explain the job", node -> node.explain(id));
  }

  /** Live offers as one of the nodes sees them, cheapest first. */
  public List<OfferView> offers(Page page) {
    return fromAny("list offers", node -> node.offers(page)).offers();
  }

  /** Agents as one of the nodes sees them, newest first. */
  public AgentList agents(Page page) {
    return fromAny("list agents", node -> node.records().agents(page));
  }

  /** One agent as a node sees it, if one knows it. */
  public Optional<AgentView> agent(long id) {
    return fromAnyThatKnows("show the agent", node -> node.records().agent(id));
  }

  /** Messages to an agent as a node sees them, newest first, if one knows it. */
  public Optional<Inbox> inbox(long agent, Page page) {
    return fromAnyThatKnows("show the inbox", node -> node.records().inbox(agent, page));
  }

  /** Turns of an agent as a node sees them, newest first, if one knows it. */
  public Optional<TurnList> turns(long agent, Page page) {
    return fromAnyThatKnows("show the turns", node -> node.records().turns(agent, page));
  }

  private <T> T blob(Hash digest, Function<MarketClient, T> question, Consumer<T> unwanted) {
    return fetched("give blob " + Cid.text(digest), question, unwanted);
  }

  private <T> T fetched(String what, Function<MarketClient, T> question, Consumer<T> unwanted) {
    var failures = new ArrayList<MarketException>();
    try {
      var first =
          Hedge.ask(inTurn(), SILENCE, node -> question.apply(nodes.get(node)), unwanted, failures);
      if (first != null) {
        preferred.set(first.node());
        return first.answer();
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    throw failed(what, failures);
  }

  private List<Integer> inTurn() {
    var first = preferred.get();
    return IntStream.range(0, nodes.size()).mapToObj(i -> (first + i) % nodes.size()).toList();
  }

  private static Optional<SealedOutput> answer(MarketClient node, Hash jobId) {
    try {
      return node.sealedOutput(jobId);
    } catch (MarketException e) {
      return Optional.empty();
    }
  }

  private <T> T fromAny(String what, Function<MarketClient, T> question) {
    return fromAnyThatKnows(what, question.andThen(Optional::of)).orElseThrow();
  }

  /** The first answer found; nothing if some node answered and none knows. */
  private <T> Optional<T> fromAnyThatKnows(
      String what, Function<MarketClient, Optional<T>> question) {
    var failures = new ArrayList<MarketException>();
    for (var index : inTurn()) {
      try {
        var answer = question.apply(nodes.get(index));
        if (answer.isPresent()) {
          preferred.set(index);
          return answer;
        }
      } catch (MarketException e) {
        failures.add(e);
      }
    }
    requireSuccess(what, failures);
    return Optional.empty();
  }

  private void toEach(String what, Consumer<MarketClient> message) {
    toEach(what, SILENCE, message);
  }

  private void toEach(String what, Duration patience, Consumer<MarketClient> message) {
    try {
      requireSuccess(what, Spread.tell(nodes, patience, message));
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private void requireSuccess(String what, List<MarketException> failures) {
    if (failures.size() == nodes.size()) {
      throw failed(what, failures);
    }
  }

  private static MarketException failed(String what, List<MarketException> failures) {
    var reasons = failures.stream().map(MarketException::getMessage).collect(joining("; "));
    return new MarketException(
        "no market node could %s: %s".formatted(what, reasons),
        failures.stream().anyMatch(MarketException::isRetryable));
  }
}
