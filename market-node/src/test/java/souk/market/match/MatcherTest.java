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
import souk.protocol.offer.Tags;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;

class MatcherTest {
  private static final Instant LATER = NOW.plusSeconds(600);
  private static final Tags TAG = Tags.NONE.with(3);
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
    assertThat(Matcher.match(List.of(demand(1, job)), List.of(supply(1, ask)), NOW)).isEmpty();
  }

  @Test
  void pairsWhatJustFits() {
    var job = job(FUEL, 256, PRICE, 20, TAG, NOW.plusSeconds(20));
    var ask = new Orders.Ask(PRICE, 20, FUEL, 256, SPEED, TAG.with(5), NOW);

    var pairs = Matcher.match(List.of(demand(1, job)), List.of(supply(1, ask)), NOW);

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
  void neverGoesBackToABarredProvider() {
    var job = Orders.barred(demand(1), provider(1));

    assertThat(Matcher.match(List.of(job), List.of(supply(1)), NOW)).isEmpty();
  }

  @Test
  void sellsNoSlotTwice() {
    var offer = Orders.with(supply(1), 2, PLENTY);

    assertThat(Matcher.match(List.of(demand(1), demand(2), demand(3)), List.of(offer), NOW))
        .hasSize(2);
  }

  @Test
  void sellsNoBondTwice() {
    var stake = Amount.of(40_000_000);
    var offer = Orders.with(supply(1), 3, stake.times(2).plus(Amount.of(1)));

    assertThat(Matcher.match(List.of(demand(1), demand(2), demand(3)), List.of(offer), NOW))
        .hasSize(2);
  }

  @Test
  void twoOffersOfOneProviderShareItsSlots() {
    var first = supply(1);
    var second = new Supply(Orders.hash(77), first.offer(), 1, PLENTY);

    assertThat(Matcher.match(List.of(demand(1), demand(2)), List.of(first, second), NOW))
        .hasSize(1);
  }

  @Test
  void theJobPostedFirstChoosesFirst() {
    var early = demand(1, posted(NOW.minusSeconds(60)));
    var late = demand(2, posted(NOW.minusSeconds(30)));

    var pairs = Matcher.match(List.of(late, early), List.of(supply(1)), NOW);

    assertThat(pairs).extracting(pair -> pair.demand().jobId()).containsExactly(early.jobId());
  }

  private static List<Hash> offersTaken(List<Demand> jobs, List<Supply> offers) {
    return Matcher.match(jobs, offers, NOW).stream().map(pair -> pair.supply().offerId()).toList();
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

  private static Orders.Ask ask(Price price, Instant expiry) {
    return new Orders.Ask(price, 20, FUEL, 256, SPEED, Tags.NONE, expiry);
  }
}
