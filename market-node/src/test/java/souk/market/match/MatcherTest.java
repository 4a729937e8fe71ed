package souk.market.match;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.market.match.Orders.FUEL;
import static souk.market.match.Orders.NOW;
import static souk.market.match.Orders.PLENTY;
import static souk.market.match.Orders.PRICE;
import static souk.market.match.Orders.demand;
import static souk.market.match.Orders.priced;
import static souk.market.match.Orders.provider;
import static souk.market.match.Orders.supply;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import souk.market.match.Orders.Wish;
import souk.protocol.offer.EngineName;
import souk.protocol.offer.Region;
import souk.protocol.offer.Tags;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;

class MatcherTest {
  private static final Instant LATER = NOW.plusSeconds(600);
  private static final Tags TAG = Tags.NONE.with(3);
  // 2 m r: two verifiers, 7/8 of the mean price, two Gfuel.
  private static final long DEPOSIT = 2 * 2 * 1_750_000;
  private static final Fuel SPEED = new Fuel(100_000_000);

  static Stream<Arguments> misfits() {
    return Stream.of(
        misfit("price above the ceiling", job(FUEL, 256, Price.of(999_999), 10, Tags.NONE, LATER)),
        misfit("more fuel", job(new Fuel(2_000_000_001), 256, PRICE, 10, Tags.NONE, LATER)),
        misfit("more memory", job(FUEL, 257, PRICE, 10, Tags.NONE, LATER)),
        misfit("more stake", job(FUEL, 256, PRICE, 21, Tags.NONE, LATER)),
        misfit("a tag", job(FUEL, 256, PRICE, 10, TAG, LATER)),
        misfit("less time", job(FUEL, 256, PRICE, 10, Tags.NONE, NOW.plusSeconds(19))),
        Arguments.of("expired offer", Orders.Job.USUAL, ask(PRICE, NOW.minusSeconds(1))),
        Arguments.of("free offer", Orders.Job.USUAL, ask(Price.of(0), LATER)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("misfits")
  void keepsApartWhatDoesNotFit(String name, Orders.Job job, Orders.Ask ask) {
    assertThat(match(List.of(demand(1, job)), List.of(supply(1, ask)))).isEmpty();
  }

  @Test
  void pairsWhatJustFits() {
    var job = job(FUEL, 256, PRICE, 20, TAG, NOW.plusSeconds(20));
    var ask = new Orders.Ask(PRICE, 20, FUEL, 256, SPEED, TAG.with(5), NOW);

    var pairs = match(List.of(demand(1, job)), List.of(supply(1, ask)));

    assertThat(pairs).hasSize(1);
    assertThat(pairs.getFirst().fullPrice()).isEqualTo(Amount.of(2_000_000));
    assertThat(pairs.getFirst().stake()).isEqualTo(Amount.of(40_000_000));
  }

  @Test
  void takesTheCheapestOffer() {
    var offers = List.of(priced(1, 900_000), priced(2, 800_000), priced(3, 850_000));

    assertThat(offersTaken(List.of(demand(1)), offers)).containsExactly(hashOf(2));
  }

  @Test
  void asksOthersBeforeAProviderThatDidNotAnswer() {
    var job = Orders.unanswered(demand(1), provider(2), 1);

    assertThat(offersTaken(List.of(job), List.of(priced(1, 900_000), priced(2, 800_000))))
        .containsExactly(hashOf(1));
  }

  @Test
  void asksASilentProviderAgainWhenThereIsNoOther() {
    var job = Orders.unanswered(demand(1), provider(2), 7);

    assertThat(offersTaken(List.of(job), List.of(priced(2, 800_000)))).containsExactly(hashOf(2));
  }

  @Test
  void neverGoesBackToAProviderThatFailedTheJob() {
    var job = Orders.failed(demand(1), provider(1));

    assertThat(match(List.of(job), List.of(supply(1)))).isEmpty();
  }

  @Test
  void neverGoesToAProviderTheChainRefused() {
    var job = Orders.unsuited(demand(1), provider(1));

    assertThat(match(List.of(job), List.of(supply(1)))).isEmpty();
  }

  @Test
  void neverGoesToABlockedProvider() {
    var job = Orders.wishing(demand(1), Wish.blocking(provider(1)));

    assertThat(offersTaken(List.of(job), List.of(priced(1, 100_000), priced(2, 900_000))))
        .containsExactly(hashOf(2));
  }

  @Test
  void preferredProvidersComeFirstInTheirOrder() {
    var job = Orders.wishing(demand(1), Wish.preferring(provider(3), provider(2)));
    var offers = List.of(priced(1, 100_000), priced(2, 800_000), priced(3, 900_000));

    assertThat(offersTaken(List.of(job), offers)).containsExactly(hashOf(3));
    assertThat(offersTaken(List.of(job), offers.subList(0, 2))).containsExactly(hashOf(2));
    assertThat(offersTaken(List.of(job), offers.subList(0, 1))).containsExactly(hashOf(1));
  }

  @Test
  void takesOnlyTheEngineWishedFor() {
    var offers = List.of(supply(1));

    assertThat(offersTaken(List.of(wishing(Wish.engine(new EngineName("v8")))), offers)).isEmpty();
    assertThat(offersTaken(List.of(wishing(Wish.engine(new EngineName("endive")))), offers))
        .hasSize(1);
  }

  @Test
  void takesAnyOfTheRegionsWishedFor() {
    var there = ask(PRICE, LATER, Tags.NONE.with(Region.EUROPE.tag()));

    assertThat(
            offersTaken(List.of(wishing(Wish.regions(Region.AFRICA))), List.of(supply(1, there))))
        .isEmpty();
    assertThat(
            offersTaken(
                List.of(wishing(Wish.regions(Region.AFRICA, Region.EUROPE))),
                List.of(supply(1, there))))
        .hasSize(1);
  }

  @Test
  void takesOnlyTheRecordWishedFor() {
    var job = wishing(Wish.leastAudited(Amount.of(5)));

    assertThat(offersTaken(List.of(job), List.of(Orders.with(supply(1), Amount.of(4), 0))))
        .isEmpty();
    assertThat(offersTaken(List.of(job), List.of(Orders.with(supply(1), Amount.of(5), 0))))
        .hasSize(1);
  }

  @Test
  void anAuditedProviderIsWorthAQuarterMoreThanANewcomer() {
    var audited = priced(1, 1_200_000);
    var newcomer = Orders.with(priced(2, 1_000_000), Amount.ZERO, 0);
    var cheapNewcomer = Orders.with(priced(3, 950_000), Amount.ZERO, 0);

    assertThat(offersTaken(List.of(rich()), List.of(audited, newcomer))).containsExactly(hashOf(1));
    assertThat(offersTaken(List.of(rich()), List.of(audited, cheapNewcomer)))
        .containsExactly(hashOf(3));
  }

  @Test
  void aProvenFaultCostsUntilTheCleanAuditsAreDone() {
    var clean = priced(1, 1_500_000);
    var guilty = Orders.with(priced(2, 900_000), PLENTY, 5);
    var atoned = Orders.with(priced(2, 900_000), PLENTY, 0);

    assertThat(offersTaken(List.of(rich()), List.of(clean, guilty))).containsExactly(hashOf(1));
    assertThat(offersTaken(List.of(rich()), List.of(clean, atoned))).containsExactly(hashOf(2));
  }

  @Test
  void asksSilentProvidersLast() {
    var offers = List.of(priced(1, 900_000), Orders.silent(priced(2, 800_000)));

    assertThat(offersTaken(List.of(demand(1)), offers)).containsExactly(hashOf(1));
    assertThat(offersTaken(List.of(demand(1)), offers.subList(1, 2))).containsExactly(hashOf(2));
  }

  @Test
  void equalOffersServeTheJobsThatComeBeforeThemOnTheRing() {
    var offers = List.of(supply(1), supply(2), supply(3));

    for (var number = 0; number < 50; number++) {
      var job = demand(number);
      var ids = offers.stream().map(Supply::offerId).sorted().toList();
      var next =
          ids.stream()
              .filter(id -> id.compareTo(job.jobId()) >= 0)
              .findFirst()
              .orElse(ids.getFirst());
      assertThat(offersTaken(List.of(job), offers)).containsExactly(next);
    }
  }

  @Test
  void aJobWhoseFuelNoClockCanCountIsLeftAlone() {
    var job = new Orders.Job(new Fuel(Long.MAX_VALUE), 256, PRICE, 10, Tags.NONE, LATER, NOW);
    var offer =
        new Orders.Ask(PRICE, 20, new Fuel(Long.MAX_VALUE), 256, Fuel.ZERO, Tags.NONE, LATER);

    assertThat(match(List.of(demand(1, job)), List.of(supply(1, offer)))).isEmpty();
  }

  @Test
  void leavesAJobWhoseRiskNoStakeDeters() {
    var offer = List.of(supply(1));
    // 20 (P + X) is at most 13 (5^3 - 1) S, in millions: P = 2, S = 40.
    var most = 13 * 124 * 40_000_000L / 20 - 2_000_000;

    assertThat(match(List.of(Orders.risking(demand(1), most)), offer)).hasSize(1);
    assertThat(match(List.of(Orders.risking(demand(1), most + 1)), offer)).isEmpty();
  }

  @Test
  void sellsNoSlotTwice() {
    var offer = Orders.with(supply(1), 2, PLENTY);

    assertThat(match(List.of(demand(1), demand(2), demand(3)), List.of(offer))).hasSize(2);
  }

  @Test
  void sellsNoBondTwice() {
    var bond = Amount.of(40_000_000 + DEPOSIT);
    var offer = Orders.with(supply(1), 3, bond.times(3).minus(Amount.of(1)));

    assertThat(match(List.of(demand(1), demand(2), demand(3)), List.of(offer))).hasSize(2);
  }

  @Test
  void twoOffersOfOneProviderShareItsSlots() {
    var first = Orders.with(supply(1), 1, PLENTY);
    var second = new Supply(Orders.hash(77), first.offer(), first.seller());

    assertThat(match(List.of(demand(1), demand(2)), List.of(first, second))).hasSize(1);
  }

  @Test
  void theJobPostedFirstChoosesFirst() {
    var offer = Orders.with(supply(1), 1, PLENTY);
    var early = demand(1, posted(NOW.minusSeconds(60)));
    var late = demand(2, posted(NOW.minusSeconds(30)));

    var pairs = match(List.of(late, early), List.of(offer));

    assertThat(pairs).extracting(pair -> pair.demand().jobId()).containsExactly(early.jobId());
  }

  private static List<Pair> match(List<Demand> jobs, List<Supply> offers) {
    return Matcher.match(jobs, offers, Orders.climate(), NOW);
  }

  private static List<Hash> offersTaken(List<Demand> jobs, List<Supply> offers) {
    return match(jobs, offers).stream().map(Pair::offerId).toList();
  }

  private static Hash hashOf(int supply) {
    return supply(supply).offerId();
  }

  private static Arguments misfit(String name, Orders.Job job) {
    return Arguments.of(name, job, Orders.Ask.USUAL);
  }

  private static Orders.Job job(
      Fuel fuel, int pages, Price ceiling, int multiple, Tags tags, Instant latestFinish) {
    return new Orders.Job(fuel, pages, ceiling, multiple, tags, latestFinish, NOW);
  }

  private static Orders.Job posted(Instant time) {
    return new Orders.Job(FUEL, 256, PRICE, 10, Tags.NONE, LATER, time);
  }

  private static Demand wishing(Wish wish) {
    return Orders.wishing(demand(1), wish);
  }

  /** A job whose ceiling no offer here reaches. */
  private static Demand rich() {
    return demand(1, job(FUEL, 256, Price.of(9_000_000), 10, Tags.NONE, LATER));
  }

  private static Orders.Ask ask(Price price, Instant expiry) {
    return ask(price, expiry, Tags.NONE);
  }

  private static Orders.Ask ask(Price price, Instant expiry, Tags tags) {
    return new Orders.Ask(price, 20, FUEL, 256, SPEED, tags, expiry);
  }
}
