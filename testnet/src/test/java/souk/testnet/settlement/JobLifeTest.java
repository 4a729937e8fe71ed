package souk.testnet.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import souk.protocol.codec.Evidence;
import souk.protocol.evidence.Item;
import souk.protocol.evidence.Result;
import souk.protocol.job.Acceptance;
import souk.protocol.job.Exit;
import souk.protocol.job.JobState;
import souk.protocol.job.SlotNonce;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.Call;
import souk.settlement.chain.Chain;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.ClaimEvent;
import souk.settlement.chain.ClaimSnapshot;
import souk.settlement.chain.LaneSnapshot;
import souk.settlement.chain.MatchTerms;
import souk.settlement.chain.OrderStatus;
import souk.settlement.chain.SamplingRequest;
import souk.settlement.chain.Seat;
import souk.testnet.chain.AnvilExtension;

/** Every verb lands on the real contracts, and every state is read as what it is. */
class JobLifeTest {
  @RegisterExtension
  private static final AnvilExtension MARKET = new AnvilExtension(Markets.whereOneAuditSuffices());

  private Story story;
  private Chain chain;

  @BeforeEach
  void begin() {
    story = new Story(MARKET);
    chain = MARKET.chain();
  }

  @Test
  void readsBackTheParameters() {
    assertThat(chain.parameters()).isEqualTo(Markets.whereOneAuditSuffices());
  }

  @Test
  void paysAnAuditedJob() {
    var job = story.post();
    var id = story.id(job);
    assertThat(story.job(id).state()).isEqualTo(new JobState.Open(job.latestFinish()));
    assertThat(story.job(id).escrow()).isEqualTo(job.escrow());

    story.match(job);
    assertThat(story.job(id).state()).isInstanceOf(JobState.Running.class);
    assertThat(story.job(id).match().map(MatchTerms::rate)).contains(Acceptance.ALWAYS);

    story.commit(id, Story.RESULT);
    assertThat(story.job(id).state()).isInstanceOf(JobState.Committed.class);

    assertThat(story.exit(id)).isEqualTo(Exit.DRAW);
    assertThat(story.job(id).state())
        .isInstanceOfSatisfying(
            JobState.AuditCommit.class, state -> assertThat(state.seated()).isFalse());

    assertThat(story.exit(id)).isEqualTo(Exit.SEAT);
    assertThat(story.seatsThatAre(Seat.Status.WAITING, id)).hasSizeGreaterThanOrEqualTo(2);

    story.commitAnswers(id, Story.RESULT);
    assertThat(story.job(id).state()).isInstanceOf(JobState.AuditProviderReveal.class);

    var revealed = Story.only(ChainEvent.ResultRevealed.class, story.reveal(id, Story.RESULT));
    assertThat(revealed.result()).isEqualTo(Story.RESULT);
    assertThat(revealed.resultRoot()).isEqualTo(Evidence.resultRoot(Story.RESULT));
    assertThat(story.job(id).state()).isInstanceOf(JobState.AuditReveal.class);

    story.revealAnswers(id, Story.RESULT);
    assertThat(story.exit(id)).isEqualTo(Exit.CLOSE_AUDIT);
    assertThat(story.job(id).state()).isInstanceOf(JobState.Revealed.class);

    assertThat(story.exit(id)).isEqualTo(Exit.SETTLE);
    assertThat(story.job(id).state()).isEqualTo(new JobState.Settled());
    assertThat(chain.account(story.node.address()).marketBalance()).isEqualTo(Amount.of(15_000));
    assertThat(chain.provider(story.provider.address()).auditedValue())
        .isEqualTo(Story.TOKEN.times(2));
  }

  @Test
  void paysAJobThatIsNotSampled() {
    settle(story.audited());

    var id = untilClear();
    var receipt = story.reveal(id, Story.RESULT);

    assertThat(Story.only(ChainEvent.ResultRevealed.class, receipt).jobId()).isEqualTo(id);
    assertThat(story.job(id).fuelUsed()).isEqualTo(Story.RESULT.fuelUsed());
    assertThat(story.job(id).resultRoot().begins(Evidence.resultRoot(Story.RESULT))).isTrue();
    assertThat(story.exit(id)).isEqualTo(Exit.SETTLE);
    assertThat(story.job(id).state()).isEqualTo(new JobState.Settled());
  }

  @Test
  void matchesAJobThatWasOnlySigned() {
    var job = story.newJob();
    var signature = story.consumer.sign(story.id(job));

    var receipt =
        MARKET.land(story.node, new Call.MatchJobs(List.of(story.matched(job, signature))));

    assertThat(Story.only(ChainEvent.JobPosted.class, receipt).job()).isEqualTo(job);
    var matched = Story.only(ChainEvent.JobMatched.class, receipt);
    var leastReward = chain.parameters().leastReward();
    assertThat(matched.deal().terms(job.fuelLimit(), leastReward))
        .isEqualTo(story.job(story.id(job)).match().orElseThrow());
    assertThat(matched.deal().engine()).isEqualTo(story.offer.engine());
  }

  @Test
  void skipsWhatABatchRefuses() {
    var taken = story.post();
    story.match(taken);
    var open = story.post();
    var ids = List.of(story.id(taken), story.id(open));

    var receipt = MARKET.land(story.consumer, new Call.CancelJobs(ids));

    var skipped = Story.only(ChainEvent.Skipped.class, receipt);
    assertThat(skipped.place()).isZero();
    assertThat(skipped.reason().error()).isEqualTo("WrongState");
    assertThat(story.job(story.id(open)).state()).isEqualTo(new JobState.Refunded());
  }

  @Test
  void namesTheReasonOfARefusal() {
    var id = story.id(story.post());

    assertThatThrownBy(() -> MARKET.land(story.node, new Call.Expire(List.of(id))))
        .hasMessageContaining("TooEarly");
  }

  @Test
  void refundsAJobNobodyTook() {
    var id = story.id(story.post());
    MARKET.anvil().passTime(Duration.ofHours(2));

    assertThat(story.exit(id)).isEqualTo(Exit.EXPIRE);
    assertThat(story.job(id).state()).isEqualTo(new JobState.Refunded());
  }

  @Test
  void opensAJobAgainWhoseProviderIsLate() {
    var job = story.post();
    story.match(job);

    assertThat(story.exit(story.id(job))).isEqualTo(Exit.REASSIGN);
    assertThat(story.job(story.id(job)).attempt()).isEqualTo(1);
    assertThat(story.job(story.id(job)).match()).isEmpty();
  }

  @Test
  void condemnsAProviderThatDoesNotReveal() {
    var id = story.drawn(Story.RESULT);
    story.exit(id);
    story.commitAnswers(id, Story.RESULT);

    assertThat(story.exit(id)).isEqualTo(Exit.CONDEMN);
    assertThat(chain.provider(story.provider.address()).faults()).isEqualTo(1);
    assertThat(chain.burned().isZero()).isFalse();
  }

  @Test
  void replacesVerifiersThatDoNothing() {
    var id = story.drawn(Story.RESULT);
    story.exit(id);
    var unable = story.seatsThatAre(Seat.Status.WAITING, id).getFirst();
    MARKET.land(story.key(unable), new Call.DeclareUnable(id, unable.number()));
    assertThat(story.seatsThatAre(Seat.Status.UNABLE, id)).hasSize(1);

    assertThat(story.exit(id)).isEqualTo(Exit.REPLACE_NO_SHOWS);
    assertThat(story.seatsThatAre(Seat.Status.NO_SHOW, id)).isNotEmpty();
  }

  @Test
  void slashesAProviderTheVerifiersRefute() {
    var id = story.drawn(Story.WRONG);
    story.exit(id);
    story.commitAnswers(id, Story.RESULT);
    story.reveal(id, Story.WRONG);
    story.revealAnswers(id, Story.RESULT);
    assertThat(story.exit(id)).isEqualTo(Exit.CLOSE_AUDIT);
    assertThat(story.job(id).state()).isInstanceOf(JobState.Disputed.class);

    assertThat(story.exit(id)).isEqualTo(Exit.SEAT_JURY);
    assertThat(story.job(id).claims().getFirst().jury().seats()).hasSize(3);
    story.judge(id, Story.RESULT);

    assertThat(story.job(id).state()).isInstanceOf(JobState.Open.class);
    assertThat(story.job(id).attempt()).isEqualTo(1);
    assertThat(chain.provider(story.provider.address()).faults()).isEqualTo(1);
  }

  @Test
  void acquitsAProviderThatSomebodyChallengesInVain() {
    settle(story.audited());
    var id = untilClear();
    story.reveal(id, Story.RESULT);

    var claimId = challenge(id, Story.RESULT, new Item.FuelUsed());
    assertThat(story.job(id).state()).isInstanceOf(JobState.Disputed.class);
    story.judge(id, Story.RESULT);

    assertThat(story.job(id).state()).isInstanceOf(JobState.Revealed.class);
    assertThat(story.claim(id, claimId).status()).isEqualTo(ClaimSnapshot.Status.REJECTED);
    settle(id);
    assertThat(story.job(id).state()).isEqualTo(new JobState.Settled());
  }

  @Test
  void convictsAProviderThatSomebodyChallengesWithReason() {
    settle(story.audited());
    var id = untilClear(Story.WRONG);
    story.reveal(id, Story.WRONG);

    challenge(id, Story.WRONG, new Item.Output());
    story.judge(id, Story.RESULT);

    assertThat(story.job(id).attempt()).isEqualTo(1);
    assertThat(chain.provider(story.provider.address()).faults()).isEqualTo(1);
    assertThat(chain.account(story.consumer.address()).marketBalance().isZero()).isFalse();
  }

  @Test
  void usesALaneForOneJobAfterTheOther() {
    assertThat(chain.lane(story.provider.address(), 0))
        .isEqualTo(new LaneSnapshot(false, new SlotNonce(0, 0)));

    var id = story.audited();
    assertThat(chain.lane(story.provider.address(), 0).busy()).isTrue();
    settle(id);

    assertThat(chain.lane(story.provider.address(), 0))
        .isEqualTo(new LaneSnapshot(false, new SlotNonce(0, 1)));
  }

  @Test
  void cancelsAllSignedOrdersAtOnce() {
    var job = story.newJob();
    var signature = story.consumer.sign(story.id(job));

    var receipt = MARKET.land(story.consumer, new Call.CancelAllOrders());

    assertThat(Story.only(ChainEvent.OrdersCancelled.class, receipt).nonce()).isEqualTo(1);
    assertThat(chain.orderNonce(story.consumer.address())).isEqualTo(1);
    var match = new Call.MatchJobs(List.of(story.matched(job, signature)));
    assertThatThrownBy(() -> MARKET.land(story.node, match))
        .hasMessageContaining("OrderIsCancelled");
  }

  @Test
  void movesMoneyInAndOut() {
    var account = story.consumer;
    var before = chain.account(account.address());

    MARKET.land(account, new Call.Withdraw(Story.TOKEN));
    MARKET.land(account, new Call.TransferTokens(story.node.address(), Story.TOKEN));
    MARKET.land(account, new Call.TransferWei(story.node.address(), Amount.of(5)));

    var after = chain.account(account.address());
    assertThat(after.marketBalance()).isEqualTo(before.marketBalance().minus(Story.TOKEN));
    assertThat(chain.account(story.node.address()).tokens()).isEqualTo(Story.TOKEN);
  }

  @Test
  void takesBondsOutAfterTheirTime() {
    MARKET.land(story.provider, new Call.Unbond(Story.TOKEN));
    MARKET.land(story.verifiers.getFirst(), new Call.UnbondVerifier(Story.TOKEN));
    assertThat(chain.provider(story.provider.address()).unbonding()).isEqualTo(Story.TOKEN);
    assertThat(chain.verifier(story.verifiers.getFirst().address()).unbondedAt()).isPresent();

    MARKET.anvil().passTime(chain.parameters().unbonding().plusSeconds(1));
    MARKET.land(story.provider, new Call.WithdrawBond());
    MARKET.land(story.verifiers.getFirst(), new Call.WithdrawVerifierBond());

    assertThat(chain.provider(story.provider.address()).unbonding().isZero()).isTrue();
    assertThat(chain.verifier(story.verifiers.getFirst().address()).unbondedAt()).isEmpty();
  }

  @Test
  void cancelsOffersForEver() {
    var id = MARKET.deployment().domain().offerId(story.offer);
    assertThat(chain.order(story.provider.address(), id)).isEqualTo(OrderStatus.POSTED);

    MARKET.land(story.provider, new Call.CancelOffers(List.of(id)));

    assertThat(chain.order(story.provider.address(), id)).isEqualTo(OrderStatus.CANCELLED);
  }

  @Test
  void quotesWhatAMatchIsSampledWith() {
    var job = story.post();
    var quote = chain.samplingQuote(request(200)).orElseThrow();

    story.match(job);

    var terms = story.job(story.id(job)).match().orElseThrow();
    assertThat(quote.verifiers()).isEqualTo(terms.verifiers());
    assertThat(quote.rate()).isEqualTo(terms.rate());
    assertThat(quote.auditDeposit()).isEqualTo(terms.auditDeposit());
  }

  @Test
  void quotesNothingWhereCheatingPays() {
    assertThat(chain.samplingQuote(request(0))).isEmpty();
  }

  @Test
  void tellsNothingOfUnknownJobs() {
    assertThat(chain.job(Hash.ZERO)).isEmpty();
    assertThat(chain.jobs(List.of(Hash.ZERO))).isEmpty();
  }

  private SamplingRequest request(int stakeMultiple) {
    var fullPrice = Story.TOKEN.times(2);
    return new SamplingRequest(
        story.consumer.address(),
        story.provider.address(),
        story.node.address(),
        Story.FUEL_LIMIT,
        fullPrice,
        Amount.ZERO,
        fullPrice.times(stakeMultiple),
        2);
  }

  private void settle(Hash id) {
    while (!story.job(id).state().isFinal()) {
      story.exit(id);
    }
  }

  private Hash challenge(Hash id, Result result, Item item) {
    var right = item instanceof Item.Output ? Story.RESULT : Story.OTHER_FUEL;
    assertThat(chain.challengeBond(id)).isGreaterThanOrEqualTo(Story.TOKEN);
    var opened = story.challenge(id, result, item, Evidence.item(right, item));
    return Story.only(ClaimEvent.ClaimOpened.class, opened).claimId();
  }

  private Hash untilClear() {
    return untilClear(Story.RESULT);
  }

  /** One job in fifty is sampled: soon one is not. */
  private Hash untilClear(Result result) {
    return IntStream.range(0, 5)
        .mapToObj(round -> story.drawn(result))
        .filter(id -> story.job(id).state() instanceof JobState.Clear)
        .findFirst()
        .orElseThrow();
  }
}
