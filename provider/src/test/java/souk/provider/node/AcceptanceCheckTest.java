package souk.provider.node;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.provider.node.Fixtures.DOMAIN;
import static souk.provider.node.Fixtures.JOB;
import static souk.provider.node.Fixtures.NOW;
import static souk.provider.node.Fixtures.OFFER;
import static souk.provider.node.Fixtures.SPEC;
import static souk.provider.node.Fixtures.STAKE;
import static souk.provider.node.Fixtures.TERMS;
import static souk.provider.node.Fixtures.hash;
import static souk.provider.node.Fixtures.matched;
import static souk.provider.node.Fixtures.open;
import static souk.provider.node.Fixtures.request;
import static souk.provider.node.Fixtures.spec;

import java.math.BigInteger;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import souk.protocol.job.Acceptance;
import souk.protocol.job.JobState;
import souk.protocol.job.SlotNonce;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.protocol.value.Moment;
import souk.protocol.value.Price;
import souk.settlement.chain.SamplingQuote;

class AcceptanceCheckTest {
  private static final Moment MOMENT = new Moment(1, NOW);
  private static final SamplingQuote QUOTE = quote(2, BigInteger.valueOf(1_000));
  private static final SlotNonce LANE = new SlotNonce(5, 0);
  private static final Amount LOCKS = STAKE.plus(QUOTE.auditDeposit());

  private final AcceptanceCheck check = new AcceptanceCheck(DOMAIN, TERMS);

  @Test
  void hasNoObjectionToAnHonestRequest() {
    assertThat(check.aboutOrder(request())).isEmpty();
    assertThat(check.aboutOffer(request(), Optional.of(OFFER), MOMENT)).isEmpty();
    assertThat(check.aboutChain(request(), Optional.of(open(0)), MOMENT)).isEmpty();
    assertThat(check.aboutStake(request(), Optional.of(QUOTE), LOCKS)).isEmpty();
  }

  @Test
  void refusesAnOrderThatIsNotTheJobs() {
    var other = spec(NOW.plusSeconds(601), 5_000_000_000L);
    var lie = request(JOB, other, OFFER.price(), STAKE);

    assertThat(check.aboutOrder(lie)).contains("the order is not the job's");
  }

  @Test
  void refusesACodeIdOfAnotherMachine() {
    var foreign = spec(NOW.plusSeconds(600), 5_000_000_000L, hash(9));

    assertThat(check.aboutOrder(request(foreign)))
        .contains("the code id is not the module's on this machine");
  }

  @Test
  void refusesOffersThatAreNotItsOwnOrHaveExpired() {
    var expired = new Moment(1, OFFER.expiry().plusSeconds(1));

    assertThat(check.aboutOffer(request(), Optional.empty(), MOMENT)).isPresent();
    assertThat(check.aboutOffer(request(), Optional.of(OFFER), expired)).isPresent();
  }

  @Test
  void refusesAnotherPriceThanTheOffers() {
    var lie = request(JOB, SPEC, Price.of(999_999), STAKE);

    assertThat(check.aboutOffer(lie, Optional.of(OFFER), MOMENT))
        .contains("the price is not the offer's");
  }

  @Test
  void refusesAnotherStakeThanTheOffersMultiple() {
    var lie = request(JOB, SPEC, OFFER.price(), Amount.of(1));

    assertThat(check.aboutOffer(lie, Optional.of(OFFER), MOMENT)).isPresent();
  }

  @Test
  void refusesJobsTheOfferDoesNotCover() {
    var tooMuchFuel = request(spec(NOW.plusSeconds(600), 10_000_000_001L));

    assertThat(check.aboutOffer(tooMuchFuel, Optional.of(OFFER), MOMENT))
        .contains("the offer does not cover the job");
  }

  @Test
  void refusesJobsThatTheChainDoesNotShowOpenForThatAttempt() {
    var running = matched(new JobState.Running(NOW));

    assertThat(check.aboutChain(request(), Optional.empty(), MOMENT)).isPresent();
    assertThat(check.aboutChain(request(), Optional.of(open(1)), MOMENT)).isPresent();
    assertThat(check.aboutChain(request(), Optional.of(running), MOMENT)).isPresent();
  }

  @Test
  void refusesJobsThatMustBeFinishedBeforeTheyCouldBe() {
    var tooSoon = request(spec(NOW.plusSeconds(19), 5_000_000_000L));
    var justInTime = request(spec(NOW.plusSeconds(20), 5_000_000_000L));

    assertThat(check.aboutChain(tooSoon, Optional.of(open(0)), MOMENT)).isPresent();
    assertThat(check.aboutChain(justInTime, Optional.of(open(0)), MOMENT)).isEmpty();
  }

  @Test
  void refusesWhatTheFreeBondDoesNotCover() {
    var tooLittle = LOCKS.minus(Amount.of(1));

    assertThat(check.aboutStake(request(), Optional.of(QUOTE), tooLittle)).isPresent();
  }

  @Test
  void refusesWhatTheChainWouldNotMatch() {
    var fewer = quote(1, BigInteger.ONE);

    assertThat(check.aboutStake(request(), Optional.empty(), LOCKS)).isPresent();
    assertThat(check.aboutStake(request(), Optional.of(fewer), LOCKS)).isPresent();
  }

  @Test
  void acceptsARateUpToAQuarterAboveTheQuote() {
    var acceptance = check.acceptance(request(), OFFER, QUOTE, Hash.ZERO, LANE, NOW);

    assertThat(acceptance.maxRate()).isEqualTo(1_250);
  }

  @Test
  void acceptsNoRateAboveAlways() {
    var acceptance =
        check.acceptance(request(), OFFER, quote(2, Acceptance.ALWAYS), Hash.ZERO, LANE, NOW);

    assertThat(acceptance.maxRate()).isEqualTo(Acceptance.ALWAYS);
  }

  private static SamplingQuote quote(int verifiers, BigInteger rate) {
    return new SamplingQuote(verifiers, rate, Amount.of(10), Amount.of(1));
  }
}
