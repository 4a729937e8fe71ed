package souk.client.market;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import okhttp3.HttpUrl;
import souk.client.api.AcceptanceRequests;
import souk.client.api.CheckpointHeader;
import souk.client.api.Explanation;
import souk.client.api.JobList;
import souk.client.api.JobTurn;
import souk.client.api.JobView;
import souk.client.api.LastTurn;
import souk.client.api.NodeInfo;
import souk.client.api.OfferList;
import souk.client.api.OrderFeed;
import souk.client.api.SealedOutput;
import souk.client.api.SealingKey;
import souk.client.api.SignedAcceptance;
import souk.client.api.SignedCheckpoint;
import souk.client.api.SignedJob;
import souk.client.api.SignedOffer;
import souk.client.api.SignedPlacement;
import souk.client.api.StateRequest;
import souk.client.api.WireLimits;
import souk.client.blob.BlobContent;
import souk.client.blob.BlobSpool;
import souk.client.blob.SpooledBlob;
import souk.client.blob.UploadSigner;
import souk.protocol.codec.Cid;
import souk.protocol.codec.Digests;
import souk.protocol.job.OutputKey;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.runtime.machine.Bytes;
import souk.runtime.state.Snapshot;
import souk.runtime.state.StateCodec;

/**
 * One market node. Every method throws {@link MarketException} if the node is unreachable, slow,
 * refuses, or answers anything but what the API says. Thread-safe.
 */
public final class MarketClient {
  /** Time a node has for an answer where nothing else is said. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

  private final HttpUrl base;
  private final Http http;
  private final Duration timeout;

  /** The node at that address, for example {@code http://127.0.0.1:7070}. */
  public MarketClient(URI base) {
    this(base, DEFAULT_TIMEOUT);
  }

  /**
   * The node at that address.
   *
   * @param timeout time a whole answer may take; moving a large blob adds to it
   * @throws IllegalArgumentException if the address is not an http or https URL
   */
  public MarketClient(URI base, Duration timeout) {
    var url = HttpUrl.parse(base.toString());
    if (url == null) {
      throw new IllegalArgumentException("a market node's address is an http(s) URL: " + base);
    }
    this.base = url;
    this.http = new Http(url);
    this.timeout = timeout;
  }

  /** Which node this is and how far it has followed the chain. */
  public NodeInfo info() {
    return http.get(path("info").build(), NodeInfo.class, WireLimits.MAX_DOCUMENT_BYTES, timeout);
  }

  /**
   * Hands the node a blob.
   *
   * @param content at most {@link WireLimits#MAX_BLOB_BYTES}
   * @param signer on whose quota the node keeps it
   */
  public void putBlob(BlobContent content, UploadSigner signer) {
    http.putBlob(
        blobUrl(content.digest()),
        content,
        signer.sign(content.digest(), content.sizeBytes()),
        transferTime(content.sizeBytes()));
  }

  /**
   * Fetches a blob into memory and checks it against its digest.
   *
   * @param maxBytes size beyond which it is refused
   */
  public byte[] getBlob(Hash digest, int maxBytes) {
    var bytes = http.getBytes(blobUrl(digest), maxBytes, transferTime(maxBytes));
    if (!Digests.sha256(bytes).equals(digest)) {
      throw otherBytes(digest);
    }
    return bytes;
  }

  /**
   * Fetches a blob piece by piece and checks it against its digest; the caller closes what it is
   * given.
   *
   * @param maxBytes size beyond which it is refused
   */
  public SpooledBlob download(Hash digest, long maxBytes, BlobSpool spool) {
    var url = blobUrl(digest);
    return download(url, digest, maxBytes, spool).orElseThrow(() -> http.notThere(url));
  }

  /**
   * As {@link #download}, but the node does not ask its peers for the blob; empty if it does not
   * have it.
   */
  public Optional<SpooledBlob> downloadLocal(Hash digest, long maxBytes, BlobSpool spool) {
    var url = blobUrl(digest).newBuilder().addQueryParameter("local", "true").build();
    return download(url, digest, maxBytes, spool);
  }

  private Optional<SpooledBlob> download(HttpUrl url, Hash digest, long maxBytes, BlobSpool spool) {
    return http.stream(url, transferTime(maxBytes), body -> spool.receive(body, maxBytes))
        .map(received -> checked(received.orElseThrow(() -> tooLarge(maxBytes)), digest));
  }

  private SpooledBlob checked(SpooledBlob received, Hash digest) {
    if (!received.digest().equals(digest)) {
      received.close();
      throw otherBytes(digest);
    }
    return received;
  }

  private MarketException otherBytes(Hash digest) {
    return new MarketException(
        "%s answered with other bytes than blob %s".formatted(base, Cid.text(digest)), false);
  }

  private MarketException tooLarge(long maxBytes) {
    return new MarketException(
        "market node %s answers with more than %d bytes".formatted(base, maxBytes), false);
  }

  /** Whether the node says that it has the blob. */
  public boolean hasBlob(Hash digest) {
    return http.exists(blobUrl(digest), timeout);
  }

  /** Jobs, newest first. */
  public JobList jobs(JobFilter filter) {
    var url = MarketRecords.paged(path("jobs"), filter.page());
    filter.consumer().ifPresent(it -> url.addQueryParameter("consumer", it.toString()));
    filter.provider().ifPresent(it -> url.addQueryParameter("provider", it.toString()));
    filter.state().ifPresent(it -> url.addQueryParameter("state", it));
    return http.get(url.build(), JobList.class, WireLimits.MAX_LIST_BYTES, timeout);
  }

  /** One job, if the node knows it. */
  public Optional<JobView> job(Hash id) {
    return http.find(jobUrl(id).build(), JobView.class, WireLimits.MAX_DOCUMENT_BYTES, timeout);
  }

  /** Why a job is, or is not yet, matched, if the node knows the job. */
  public Optional<Explanation> explain(Hash id) {
    var url = jobUrl(id).addPathSegment("explain").build();
    return http.find(url, Explanation.class, WireLimits.MAX_DOCUMENT_BYTES, timeout);
  }

  /** Live offers, cheapest first. */
  public OfferList offers(Page page) {
    var url = MarketRecords.paged(path("offers"), page).build();
    return http.get(url, OfferList.class, WireLimits.MAX_LIST_BYTES, timeout);
  }

  /** What the node tells of the market's past and its members. */
  public MarketRecords records() {
    return new MarketRecords(base.newBuilder().addPathSegment("v1").build(), http, timeout);
  }

  /**
   * What the node asks a provider, waiting for something new.
   *
   * @param after cursor of the answer before; 0 for the first question
   * @param wait how long to wait for a request newer than that, at most {@link WireLimits#MAX_WAIT}
   */
  public AcceptanceRequests acceptanceRequests(Address provider, long after, Duration wait) {
    var url =
        path("providers")
            .addPathSegment(provider.toString())
            .addPathSegment("acceptance-requests")
            .addQueryParameter("after", Long.toString(after))
            .addQueryParameter("wait", wait.toString())
            .build();
    return http.get(url, AcceptanceRequests.class, WireLimits.MAX_LIST_BYTES, timeout.plus(wait));
  }

  /** Answers an acceptance request. */
  public void postAcceptance(SignedAcceptance acceptance) {
    http.post(path("acceptances").build(), acceptance, timeout);
  }

  /** Tells the node which blob is a job's encrypted output. */
  public void putSealedOutput(SealedOutput output) {
    http.put(sealedOutputUrl(output.jobId()), output, timeout);
  }

  /** Where a job's encrypted output is, if its provider has said so. */
  public Optional<SealedOutput> sealedOutput(Hash jobId) {
    return http.find(
        sealedOutputUrl(jobId), SealedOutput.class, WireLimits.MAX_DOCUMENT_BYTES, timeout);
  }

  /** What is sealed to the node alone is sealed to this. */
  public OutputKey sealingKey() {
    var url = path("sealing-key").build();
    return http.get(url, SealingKey.class, WireLimits.MAX_DOCUMENT_BYTES, timeout).key();
  }

  /**
   * Hands the node a turn of an agent job.
   *
   * @param signed what its provider says of it
   * @param parcel a {@link souk.client.turn.TurnParcel}, sealed to the node
   */
  public void putTurn(SignedCheckpoint signed, byte[] parcel) {
    var url =
        jobUrl(signed.checkpoint().jobId())
            .addPathSegment("turns")
            .addPathSegment(Integer.toString(signed.checkpoint().turns()))
            .build();
    http.putBytes(
        url,
        CheckpointHeader.NAME,
        CheckpointHeader.write(signed),
        parcel,
        transferTime(parcel.length));
  }

  /**
   * The state that an agent job can be gone on from, if the node has it and this provider may; not
   * checked.
   *
   * @return a {@link souk.client.turn.TurnParcel} of the whole state, and what its signer said of
   *     it
   */
  public Optional<HandedState> state(StateRequest request) {
    return http.postForBytes(
            jobUrl(request.jobId()).addPathSegment("state").build(),
            request,
            CheckpointHeader.NAME,
            WireLimits.MAX_PARCEL_BYTES,
            transferTime(WireLimits.MAX_PARCEL_BYTES))
        .map(this::handed);
  }

  /**
   * Hands the node the last state of an agent job whose result is public.
   *
   * @param last what its turn hash is of
   * @param snapshot the canonical bytes of the state, at most {@link WireLimits#MAX_STATE_BYTES}
   */
  public void putState(LastTurn last, byte[] snapshot) {
    http.putBytes(
        stateUrl(last.stateHash()),
        LastTurn.HEADER,
        last.header(),
        snapshot,
        transferTime(snapshot.length));
  }

  /** Fetches a state that agents go on from, and checks it against its hash. */
  public Snapshot state(Hash stateHash) {
    var bytes =
        http.getBytes(
            stateUrl(stateHash),
            WireLimits.MAX_STATE_BYTES,
            transferTime(WireLimits.MAX_STATE_BYTES));
    try {
      return StateCodec.decodeSnapshot(Bytes.of(bytes), stateHash);
    } catch (IllegalArgumentException e) {
      throw new MarketException(
          "%s answered with other bytes than state %s: %s"
              .formatted(base, stateHash, e.getMessage()),
          false,
          e);
    }
  }

  /** Whether the node says that it has the state. */
  public boolean hasState(Hash stateHash) {
    return http.exists(stateUrl(stateHash), timeout);
  }

  /** Hands the node the turn of an agent job that had one, once its result is public. */
  public void putJobTurn(JobTurn turn) {
    http.put(jobTurnUrl(turn.jobId()), turn, timeout);
  }

  /** The turn that the node says opens a job's result, if it has one; not checked. */
  public Optional<JobTurn> jobTurn(Hash jobId) {
    return http.find(jobTurnUrl(jobId), JobTurn.class, WireLimits.MAX_DOCUMENT_BYTES, timeout);
  }

  private HandedState handed(Http.Labelled answer) {
    try {
      return new HandedState(CheckpointHeader.read(answer.label()), answer.body());
    } catch (IllegalArgumentException e) {
      throw new MarketException("%s answers garbage: %s".formatted(base, e.getMessage()), false, e);
    }
  }

  /** Hands the node a signed offer. */
  public void putOffer(Hash id, SignedOffer offer) {
    http.put(orderUrl("offers", id), offer, timeout);
  }

  /** Hands the node a signed job. */
  public void putJob(Hash id, SignedJob job) {
    http.put(orderUrl("jobs", id), job, timeout);
  }

  /** A signed job that waits at the node for its match. */
  public Optional<SignedJob> signedJob(Hash id) {
    return http.find(orderUrl("jobs", id), SignedJob.class, WireLimits.MAX_DOCUMENT_BYTES, timeout);
  }

  /** Tells the node where a job may run. */
  public void putPlacement(SignedPlacement placement) {
    http.put(placementUrl(placement.placement().jobId()), placement, timeout);
  }

  /** Where the node believes that a job may run, if its consumer has said so. */
  public Optional<SignedPlacement> placement(Hash jobId) {
    return http.find(
        placementUrl(jobId), SignedPlacement.class, WireLimits.MAX_DOCUMENT_BYTES, timeout);
  }

  /**
   * What the node has accepted of orders and placements, waiting for something new.
   *
   * @param after cursor of the answer before; 0 for the first question
   * @param wait how long to wait for something newer than that, at most {@link WireLimits#MAX_WAIT}
   */
  public OrderFeed orders(long after, Duration wait) {
    var url =
        path("orders")
            .addQueryParameter("after", Long.toString(after))
            .addQueryParameter("wait", wait.toString())
            .build();
    return http.get(url, OrderFeed.class, WireLimits.MAX_LIST_BYTES, timeout.plus(wait));
  }

  /** The node's address. */
  @Override
  public String toString() {
    return base.toString();
  }

  private HttpUrl sealedOutputUrl(Hash jobId) {
    return jobUrl(jobId).addPathSegment("sealed-output").build();
  }

  private HttpUrl jobTurnUrl(Hash jobId) {
    return jobUrl(jobId).addPathSegment("turn").build();
  }

  private HttpUrl placementUrl(Hash jobId) {
    return jobUrl(jobId).addPathSegment("placement").build();
  }

  private HttpUrl orderUrl(String kind, Hash id) {
    return path("orders").addPathSegment(kind).addPathSegment(id.toString()).build();
  }

  private HttpUrl.Builder jobUrl(Hash id) {
    return path("jobs").addPathSegment(id.toString());
  }

  private HttpUrl stateUrl(Hash stateHash) {
    return path("states").addPathSegment(stateHash.toString()).build();
  }

  private HttpUrl blobUrl(Hash digest) {
    return path("blobs").addPathSegment(Cid.text(digest)).build();
  }

  private HttpUrl.Builder path(String segment) {
    return base.newBuilder().addPathSegment("v1").addPathSegment(segment);
  }

  /** A node that moves less than 1 MiB/s counts as dead. */
  private Duration transferTime(long sizeBytes) {
    return timeout.plusSeconds(sizeBytes >> 20);
  }
}
