package souk.market.state;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import souk.client.api.SignedCheckpoint;
import souk.client.api.StateRequest;
import souk.client.api.WireLimits;
import souk.client.session.ChainSession;
import souk.client.turn.TurnParcel;
import souk.market.api.StateDesk;
import souk.protocol.codec.MarketDomain;
import souk.protocol.evidence.JobCheckpoint;
import souk.protocol.job.OutputKey;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.runtime.machine.Bytes;
import souk.runtime.state.Place;
import souk.runtime.state.Snapshot;
import souk.settlement.keys.AccountKey;
import souk.settlement.keys.Signers;

/** Keeps the states of agents that others run. Believes nothing that is not signed and checked. */
public final class StateKeeper implements StateDesk {
  /** Most bytes of the turns one provider brought: 256 MiB. */
  static final long QUOTA_BYTES = 256L << 20;

  /** Most bytes of all turns: 2 GiB. */
  static final long CAPACITY_BYTES = 2L << 30;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final AccountKey secret;
  private final MarketDomain domain;
  private final StateStore store;
  private final Facts facts;
  // Checking a turn takes several times its size of memory.
  private final Semaphore checks = new Semaphore(1);

  /** Who is asked what. */
  @FunctionalInterface
  public interface Asked {
    /** Whether the node asks that provider to run that attempt of the job. */
    boolean isAsked(Address provider, Hash jobId, int attempt);
  }

  /** The states in a session's journal. */
  public static StateKeeper in(ChainSession session, Asked asked) {
    return new StateKeeper(
        NodeSecret.in(session.journal(), new SecureRandom()),
        session.domain(),
        new StateStore(session.journal()),
        Facts.of(session.jobs(), asked));
  }

  /** Jobs that states are kept of. */
  public List<Hash> jobs() {
    return store.jobs();
  }

  /** Whether the state behind a turn is here. */
  public boolean has(Hash jobId, int turns) {
    return store.turn(jobId, turns).isPresent();
  }

  /** What the provider of an attempt signed of the newest turn that is kept. */
  public Optional<SignedCheckpoint> newest(Hash jobId, int attempt) {
    return store.newestSigned(jobId, attempt);
  }

  /** The turn that was signed so, with its state. */
  public Optional<KeptTurn> turn(SignedCheckpoint signed) {
    var checkpoint = signed.checkpoint();
    return store
        .turn(checkpoint.jobId(), checkpoint.attempt(), checkpoint.turns())
        .filter(turn -> turn.signed().equals(signed));
  }

  /** Lets go of the states of jobs that are over. */
  public void tidy() {
    store.jobs().stream().filter(id -> !facts.isLive(id)).forEach(store::forget);
  }

  StateKeeper(AccountKey secret, MarketDomain domain, StateStore store, Facts facts) {
    this.secret = secret;
    this.domain = domain;
    this.store = store;
    this.facts = facts;
  }

  @Override
  public OutputKey sealingKey() {
    return secret.outputKey();
  }

  @Override
  public Receipt admit(SignedCheckpoint signed) {
    var checkpoint = signed.checkpoint();
    var provider = facts.runner(checkpoint.jobId(), checkpoint.attempt());
    if (provider.isEmpty()) {
      return new Receipt.Refused("no agent job runs in that attempt");
    }
    var signer = Signers.recover(domain.checkpointDigest(checkpoint), signed.signature());
    if (!signer.equals(provider)) {
      return new Receipt.Unsigned("the turn is not signed by the provider that runs the job");
    }
    var quotaLeft =
        QUOTA_BYTES
            - WireLimits.MAX_PARCEL_BYTES
            - store.usedBytes(provider.get(), checkpoint.jobId());
    return quotaLeft < 0 || store.usedBytes() > CAPACITY_BYTES
        ? new Receipt.OverQuota("there is no room for more turns of this provider's now")
        : new Receipt.Kept();
  }

  @Override
  public Receipt take(SignedCheckpoint signed, byte[] sealed) throws InterruptedException {
    if (!checks.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      return new Receipt.Busy("too many turns at once; try again");
    }
    try {
      var provider = facts.runner(signed.checkpoint().jobId(), signed.checkpoint().attempt());
      return provider.isPresent() && admit(signed) instanceof Receipt.Kept
          ? check(signed, provider.get(), sealed)
          : admit(signed);
    } catch (IllegalArgumentException e) {
      return new Receipt.Refused(String.valueOf(e.getMessage()));
    } finally {
      checks.release();
    }
  }

  private Receipt check(SignedCheckpoint signed, Address provider, byte[] sealed) {
    var checkpoint = signed.checkpoint();
    if (store.newest(checkpoint.jobId(), checkpoint.attempt()) >= checkpoint.turns()) {
      return new Receipt.Kept();
    }
    var parcel = TurnParcel.decode(secret.unseal(checkpoint.jobId(), sealed));
    var place = parcel.open(before(checkpoint, parcel.base()), checkpoint);
    var whole = TurnParcel.whole(place).encode();
    if (whole.isEmpty()) {
      return new Receipt.Refused(
          "a turn with its state has at most %d bytes".formatted(WireLimits.MAX_PARCEL_BYTES));
    }
    store.keep(
        provider,
        new KeptTurn(signed, Bytes.of(whole.get())),
        facts.landedTurns(checkpoint.jobId()));
    return new Receipt.Kept();
  }

  private Optional<Snapshot> before(JobCheckpoint checkpoint, int base) {
    if (base == 0) {
      return Optional.empty();
    }
    return Optional.of(
        store
            .turn(checkpoint.jobId(), checkpoint.attempt(), base)
            .map(StateKeeper::place)
            .map(Place::state)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "turn %d is not here: hand in the whole state".formatted(base))));
  }

  private static Place place(KeptTurn kept) {
    return TurnParcel.decode(kept.parcel().toArray())
        .open(Optional.empty(), kept.signed().checkpoint());
  }

  @Override
  public Answer state(StateRequest request) {
    var denial = denial(request);
    return denial
        .<Answer>map(Answer.Denied::new)
        .orElseGet(
            () ->
                store
                    .turn(request.jobId(), request.turns())
                    .<Answer>map(kept -> new Answer.Handed(kept.signed(), kept.parcel()))
                    .orElseGet(Answer.Missing::new));
  }

  private Optional<String> denial(StateRequest request) {
    var now = facts.blockTime();
    if (now.isEmpty()
        || !request.expiry().isAfter(now.get())
        || request.expiry().isAfter(now.get().plus(WireLimits.MAX_UPLOAD_LIFETIME))) {
      return Optional.of(
          "the signature expires within %d minutes of the newest block, and not before it"
              .formatted(WireLimits.MAX_UPLOAD_LIFETIME.toMinutes()));
    }
    var digest =
        domain.stateRequestDigest(
            request.jobId(),
            request.attempt(),
            request.turns(),
            request.provider(),
            request.expiry());
    if (!Signers.recover(digest, request.signature())
        .filter(request.provider()::equals)
        .isPresent()) {
      return Optional.of("the request is not signed by the provider it names");
    }
    return mayHave(request)
        ? Optional.empty()
        : Optional.of("the state is for the provider that is asked to run the job, or runs it");
  }

  private boolean mayHave(StateRequest request) {
    return facts.isAsked(request.provider(), request.jobId(), request.attempt())
        || facts
            .runner(request.jobId(), request.attempt())
            .filter(request.provider()::equals)
            .isPresent();
  }
}
