package souk.provider.node;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.provider.node.Fixtures.ATTEMPT;
import static souk.provider.node.Fixtures.DOMAIN;
import static souk.provider.node.Fixtures.JOB;
import static souk.provider.node.Fixtures.MARKET_NODE;
import static souk.provider.node.Fixtures.NOW;
import static souk.provider.node.Fixtures.OFFER;
import static souk.provider.node.Fixtures.SPEC;
import static souk.provider.node.Fixtures.STAKE;
import static souk.provider.node.Fixtures.TERMS;
import static souk.provider.node.Fixtures.request;
import static souk.provider.node.Fixtures.spec;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import souk.client.api.AcceptanceRequest;
import souk.client.api.SignedAcceptance;
import souk.client.api.StateRequest;
import souk.client.market.HandedState;
import souk.client.run.Preparation;
import souk.protocol.job.JobSpec;
import souk.protocol.job.SlotNonce;
import souk.protocol.value.Address;
import souk.protocol.value.Signature;
import souk.provider.journal.Attempt;
import souk.provider.journal.ProviderJournal;
import souk.provider.journal.TurnJournal;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Invocation;
import souk.settlement.journal.Journal;
import souk.settlement.keys.AccountKey;
import souk.settlement.keys.Signers;

@Timeout(60)
class AcceptanceDeskTest {
  private static final Address OTHER_NODE = Fixtures.address(98);
  private static final Duration LIFETIME = Duration.ofSeconds(30);
  private static final Signature SIGNATURE = Signature.of(new byte[] {1});
  private static final AcceptanceRequest SECOND = request(spec(NOW.plusSeconds(500), 1_000_000));

  @TempDir private Path directory;
  private final FakeFacts facts = new FakeFacts();
  private final AccountKey key = AccountKey.random(new SecureRandom());
  private final List<Function<StateRequest, Optional<HandedState>>> nodes = new ArrayList<>();
  private final Slots slots = new Slots(1);
  private volatile Optional<String> keptOut = Optional.empty();
  private final Intake intake = new Intake(List.of(() -> keptOut), _ -> {}, new ProviderLog(6));
  private final BlockingQueue<SignedAcceptance> answers = new LinkedBlockingQueue<>();
  private final BlockingQueue<JobSpec> prepared = new LinkedBlockingQueue<>();
  private Preparation preparation =
      new Preparation.Ready(Invocation.of(Bytes.utf8("module"), Bytes.EMPTY), Optional.empty());
  private Journal file;
  private ProviderJournal journal;
  private AcceptanceDesk desk;

  @BeforeEach
  void open() {
    file = Journal.open(directory.resolve("provider.db"));
    journal = ProviderJournal.in(file);
    desk =
        new AcceptanceDesk(
            facts,
            DOMAIN,
            LIFETIME,
            key,
            new AcceptanceCheck(DOMAIN, TERMS),
            this::prepare,
            resumptions(),
            journal,
            intake,
            slots,
            new ProviderLog(6));
  }

  @AfterEach
  void close() {
    desk.close();
    file.close();
  }

  @Test
  void signsAnHonestRequest() throws InterruptedException {
    desk.take(request(), answers::add);

    var signed = answer();
    var digest = DOMAIN.acceptanceDigest(signed.acceptance(), MARKET_NODE);
    assertThat(Signers.recover(digest, signed.signature())).contains(key.address());
    assertThat(signed.acceptance().jobId()).isEqualTo(JOB);
    assertThat(signed.acceptance().stake()).isEqualTo(STAKE);
    assertThat(signed.acceptance().expiry()).isEqualTo(facts.head().time().plus(LIFETIME));
  }

  @Test
  void takesNothingWhileJobsAreKeptOut() throws InterruptedException {
    keptOut = Optional.of("somebody works here");
    intake.review();

    desk.take(request(), answers::add);
    awaitIdle();

    assertThat(answers).isEmpty();
    assertThat(prepared).isEmpty();
    assertThat(slots.holds(ATTEMPT)).isFalse();
  }

  @Test
  void journalsAPromiseBeforeAnybodySeesIt() throws InterruptedException {
    var seen = new LinkedBlockingQueue<Optional<SignedAcceptance>>();

    desk.take(request(), _ -> seen.add(journal.attempt(ATTEMPT).flatMap(Attempt::promise)));

    assertThat(seen.poll(10, TimeUnit.SECONDS)).isPresent();
  }

  @Test
  void declinesForGoodWhatItsEngineDoesNotSuit() throws InterruptedException {
    preparation = new Preparation.Unsuited("too slow here");

    desk.take(request(), answers::add);
    awaitIdle();
    facts.block = 12;
    desk.take(request(), answers::add);
    awaitIdle();

    assertThat(answers).isEmpty();
    assertThat(prepared).hasSize(1);
  }

  @Test
  void givesAnotherNodeTheSamePromiseForItself() throws InterruptedException {
    desk.take(request(), answers::add);
    var first = answer();
    awaitIdle();

    var asked = request();
    desk.take(
        new AcceptanceRequest(
            asked.jobId(),
            asked.spec(),
            asked.jobSignature(),
            asked.attempt(),
            asked.offerId(),
            asked.signedOffer(),
            asked.price(),
            asked.stake(),
            asked.verifiers(),
            asked.rate(),
            asked.expiry(),
            OTHER_NODE),
        answers::add);

    var second = answer();
    var digest = DOMAIN.acceptanceDigest(first.acceptance(), OTHER_NODE);
    assertThat(second.acceptance()).isEqualTo(first.acceptance());
    assertThat(Signers.recover(digest, second.signature())).contains(key.address());
  }

  @Test
  void givesWhoeverAsksAgainTheSamePromise() throws InterruptedException {
    desk.take(request(), answers::add);
    var first = answer();
    awaitIdle();

    desk.take(request(), answers::add);

    assertThat(answer()).isEqualTo(first);
  }

  @Test
  void signsAnewOnlyOnceTheFirstPromiseCanNoLongerLand() throws InterruptedException {
    desk.take(request(), answers::add);
    var first = answer();
    awaitIdle();
    slots.release(ATTEMPT);
    facts.block = 32;

    desk.take(request(), answers::add);

    var second = answer().acceptance();
    assertThat(second.expiry()).isAfter(first.acceptance().expiry());
    assertThat(second.slotNonce()).isEqualTo(first.acceptance().slotNonce());
  }

  @Test
  void promisesALaneThatNoJobAndNoOtherPromiseHolds() throws InterruptedException {
    facts.busyLanes = Set.of(0);
    try (var roomy = deskWith(new Slots(2))) {
      roomy.take(request(), answers::add);
      var first = answer().acceptance();
      roomy.take(SECOND, answers::add);
      var second = answer().acceptance();

      assertThat(first.slotNonce()).isEqualTo(new SlotNonce(1, 7));
      assertThat(second.slotNonce()).isEqualTo(new SlotNonce(2, 7));
    }
  }

  @Test
  void asksForAFreeSlotRatherThanPromiseMoreThanThereAre() throws InterruptedException {
    desk.take(request(), answers::add);
    answer();

    assertThat(desk.take(SECOND, answers::add)).isFalse();
  }

  @Test
  void freesTheSlotOfWhatItRefuses() throws InterruptedException {
    facts.job = Optional.of(Fixtures.open(1));
    desk.take(request(), answers::add);
    awaitIdle();
    facts.job = Optional.of(Fixtures.open(0));

    assertThat(desk.take(SECOND, answers::add)).isTrue();

    assertThat(answer().acceptance().jobId()).isEqualTo(SECOND.jobId());
  }

  @Test
  void fetchesNothingForALie() {
    desk.take(request(JOB, SECOND.spec(), OFFER.price(), STAKE), answers::add);
    awaitIdle();

    assertThat(prepared).isEmpty();
    assertThat(slots.holds(ATTEMPT)).isFalse();
  }

  @Test
  void judgesAnHonestRequestAfterALieAboutTheSameJob() throws InterruptedException {
    desk.take(request(JOB, SECOND.spec(), OFFER.price(), STAKE), answers::add);
    awaitIdle();

    desk.take(request(), answers::add);

    assertThat(answer().acceptance().jobId()).isEqualTo(JOB);
  }

  @Test
  void promisesNothingItCannotFetch() {
    preparation = new Preparation.Unavailable("no market node could give the blob");

    desk.take(request(), answers::add);
    awaitIdle();

    assertThat(answers).isEmpty();
    assertThat(journal.attempt(ATTEMPT)).isEmpty();
  }

  @Test
  void looksAgainAtWhatItCouldNotFetchButNotAtOnce() throws InterruptedException {
    preparation = new Preparation.Unavailable("no market node could give the blob");
    desk.take(request(), answers::add);
    awaitIdle();
    preparation =
        new Preparation.Ready(Invocation.of(Bytes.utf8("module"), Bytes.EMPTY), Optional.empty());

    desk.take(request(), answers::add);
    awaitIdle();
    assertThat(answers).isEmpty();
    facts.block = 12;
    desk.take(request(), answers::add);

    assertThat(answer().acceptance().jobId()).isEqualTo(JOB);
  }

  @Test
  void countsPromisesThatHaveNotLandedAgainstTheFreeBond() throws InterruptedException {
    var twoSlots = new Slots(2);
    twoSlots.promise(ATTEMPT, STAKE);
    facts.freeBond = STAKE;
    try (var strict = deskWith(twoSlots)) {
      strict.take(SECOND, answers::add);
      assertThat(prepared.poll(10, TimeUnit.SECONDS)).isNotNull();
    }

    assertThat(answers).isEmpty();
  }

  @Test
  void acceptsASignedJobThatTheChainDoesNotKnow() throws InterruptedException {
    facts.job = Optional.empty();
    facts.standing = SIGNATURE;
    facts.balance = SPEC.escrow();

    desk.take(signedRequest(0), answers::add);

    assertThat(answer().acceptance().jobId()).isEqualTo(JOB);
  }

  @Test
  void declinesASignedJobThatTheChainWouldNotLand() {
    facts.job = Optional.empty();

    desk.take(signedRequest(0), answers::add);
    awaitIdle();
    facts.standing = SIGNATURE;
    facts.block = 12;
    desk.take(signedRequest(0), answers::add);
    awaitIdle();
    facts.balance = SPEC.escrow();
    facts.block = 24;
    desk.take(signedRequest(1), answers::add);
    awaitIdle();

    assertThat(answers).isEmpty();
    assertThat(prepared).isEmpty();
  }

  @Test
  void goesByTheChainOnceTheSignedJobIsThere() {
    facts.job = Optional.of(Fixtures.open(1));
    facts.standing = SIGNATURE;
    facts.balance = SPEC.escrow();

    desk.take(signedRequest(0), answers::add);
    awaitIdle();

    assertThat(answers).isEmpty();
  }

  private static AcceptanceRequest signedRequest(int attempt) {
    var plain = request();
    return new AcceptanceRequest(
        plain.jobId(),
        plain.spec(),
        SIGNATURE,
        attempt,
        plain.offerId(),
        plain.signedOffer(),
        plain.price(),
        plain.stake(),
        plain.verifiers(),
        plain.rate(),
        plain.expiry(),
        plain.marketNode());
  }

  private AcceptanceDesk deskWith(Slots other) {
    return new AcceptanceDesk(
        facts,
        DOMAIN,
        LIFETIME,
        key,
        new AcceptanceCheck(DOMAIN, TERMS),
        this::prepare,
        resumptions(),
        journal,
        intake,
        other,
        new ProviderLog(6));
  }

  private Resumptions resumptions() {
    var log = new ProviderLog(6);
    return new Resumptions(
        new HandedStates(nodes, DOMAIN, key, () -> facts.head().time(), log),
        TurnJournal.in(file),
        LIFETIME,
        log);
  }

  private Preparation prepare(JobSpec job) {
    prepared.add(job);
    return preparation;
  }

  private SignedAcceptance answer() throws InterruptedException {
    var answer = answers.poll(10, TimeUnit.SECONDS);
    if (answer == null) {
      throw new AssertionError("no acceptance in 10 s");
    }
    return answer;
  }

  /** Waits until the desk has made up its mind about the job. */
  private void awaitIdle() {
    var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (desk.isAt(ATTEMPT) && System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    assertThat(desk.isAt(ATTEMPT)).isFalse();
  }
}
