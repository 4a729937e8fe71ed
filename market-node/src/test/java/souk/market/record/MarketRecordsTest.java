package souk.market.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static souk.settlement.index.IndexFixture.party;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.client.api.JobView;
import souk.client.api.NodeInfo;
import souk.client.api.OfferView;
import souk.client.api.PricePoint;
import souk.client.api.ProviderView;
import souk.client.api.SamplingPoint;
import souk.client.api.Slash;
import souk.client.api.Step;
import souk.client.api.TokenInfo;
import souk.client.api.VerifierView;
import souk.client.market.JobFilter;
import souk.client.market.Page;
import souk.market.api.BadCursorException;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.settlement.chain.Head;
import souk.settlement.index.FakeBlock;
import souk.settlement.index.IndexFixture;

class MarketRecordsTest {
  private static final Address CONSUMER = party(1);
  private static final Address PROVIDER = party(2);
  private static final Address NODE = party(3);
  private static final Address OTHER = party(4);
  private static final Duration LIFETIME = Duration.ofHours(1);
  private static final long PRICE = 1_500_000;

  @TempDir private Path directory;
  private IndexFixture market;
  private MarketRecords records;

  @BeforeEach
  void open() {
    market = new IndexFixture(directory);
    records = at(Instant.EPOCH);
  }

  @AfterEach
  void close() {
    records.close();
    market.close();
  }

  @Test
  void tellsWhichNodeItIsAndHowFarItIs() {
    var head = follow(_ -> {});

    var domain = market.chain().deployment().domain();
    assertThat(records.info())
        .isEqualTo(
            new NodeInfo(
                NODE,
                domain.chainId(),
                domain.market(),
                head.number(),
                head.time(),
                new TokenInfo("COIN", 6),
                Version.read()));
  }

  @Test
  void isInTroubleWhileItsNewestBlockIsOld() {
    assertThat(records.troubles()).hasSize(1);
    var head = follow(_ -> {});

    try (var fresh = at(head.time().plusSeconds(59));
        var stale = at(head.time().plusSeconds(61))) {
      assertThat(fresh.troubles()).isEmpty();
      assertThat(stale.troubles())
          .containsExactly(
              "the node does not follow the chain: its newest block is older than a minute");
    }
  }

  @Test
  void listsJobsNewestFirstPartByPart() {
    var ids = new ArrayList<Hash>();
    for (var i = 0; i < 7; i++) {
      follow(block -> ids.add(block.post(CONSUMER)));
    }
    follow(block -> block.post(OTHER));

    var told = jobs(Optional.of(CONSUMER), Optional.empty(), Optional.empty(), 3);

    assertThat(told).extracting(JobView::id).containsExactlyElementsOf(ids.reversed());
  }

  @Test
  void listsJobsByProviderAndState() {
    var settled = settled(90, 2);
    follow(block -> block.match(block.post(CONSUMER), PROVIDER, NODE, PRICE));
    follow(block -> block.match(block.post(CONSUMER), OTHER, NODE, PRICE));

    assertThat(jobs(Optional.empty(), Optional.of(PROVIDER), Optional.empty(), 1)).hasSize(2);
    assertThat(jobs(Optional.empty(), Optional.of(PROVIDER), Optional.of("Settled"), 1))
        .extracting(JobView::id)
        .containsExactly(settled);
    assertThat(jobs(Optional.empty(), Optional.empty(), Optional.of("Running"), 1)).hasSize(2);
  }

  @Test
  void tellsEveryStepOfAJobWithItsTime() {
    var job = new ArrayList<Hash>();
    var posted = follow(block -> job.add(block.post(CONSUMER)));
    var matched = follow(block -> block.match(job.getFirst(), PROVIDER, NODE, PRICE));
    var settled = follow(block -> block.settle(job.getFirst(), 90, 2, 8));

    var steps = records.steps(job.getFirst()).orElseThrow().steps();

    assertThat(steps)
        .extracting(Step::kind, Step::block, Step::time, Step::by)
        .containsExactly(
            step("job_posted", posted, Optional.of(CONSUMER)),
            step("job_matched", matched, Optional.of(PROVIDER)),
            step("job_settled", settled, Optional.empty()));
    assertThat(steps.getLast().details()).containsEntry("paid", "90").containsEntry("fee", "2");
    assertThat(records.job(job.getFirst()).flatMap(JobView::price)).contains(Price.of(PRICE));
  }

  @Test
  void knowsNothingOfAJobThatNeverWas() {
    follow(_ -> {});

    assertThat(records.job(Hash.ZERO)).isEmpty();
    assertThat(records.steps(Hash.ZERO)).isEmpty();
    assertThat(records.provider(OTHER)).isEmpty();
  }

  @Test
  void listsOffersThatStandPartByPart() {
    var ids = new ArrayList<Hash>();
    follow(
        block -> {
          for (var i = 0; i < 5; i++) {
            ids.add(block.offer(PROVIDER, LIFETIME));
          }
          block.cancel(ids.removeLast());
          block.offer(PROVIDER, Duration.ZERO);
        });
    follow(block -> block.match(block.post(CONSUMER), PROVIDER, NODE, PRICE));

    var told = all(2, page -> records.offers(page).offers(), page -> records.offers(page).next());

    assertThat(told)
        .extracting(OfferView::id)
        .containsExactlyElementsOf(ids.stream().sorted().toList());
    assertThat(told).extracting(OfferView::freeSlots).containsOnly(3);
  }

  @Test
  void tellsWhatProvidersOfferAndRun() {
    follow(
        block -> {
          block.bond(PROVIDER, 500);
          block.bond(OTHER, 700);
          block.offer(PROVIDER, LIFETIME);
          block.match(block.post(CONSUMER), PROVIDER, NODE, PRICE);
          block.match(block.post(CONSUMER), PROVIDER, NODE, PRICE);
        });

    var told =
        all(1, page -> records.providers(page).providers(), page -> records.providers(page).next());

    assertThat(told)
        .extracting(ProviderView::address, ProviderView::offers, ProviderView::running)
        .containsExactly(tuple(PROVIDER, 1, 2), tuple(OTHER, 0, 0));
    assertThat(records.provider(OTHER)).contains(told.getLast());
  }

  @Test
  void listsVerifiers() {
    follow(
        block -> {
          block.bondVerifier(OTHER, 5);
          block.bondVerifier(PROVIDER, 5);
        });

    assertThat(
            all(
                1,
                page -> records.verifiers(page).verifiers(),
                page -> records.verifiers(page).next()))
        .extracting(VerifierView::address)
        .containsExactly(PROVIDER, OTHER);
  }

  @Test
  void tellsPricesOfJobsThatSettledWhetherAtHandOrNot() {
    var old = settled(90, 2);
    market.blocks(300);
    var fresh = settled(80, 2);

    var told = all(1, page -> records.prices(page).prices(), page -> records.prices(page).next());

    assertThat(told)
        .extracting(PricePoint::job, PricePoint::price)
        .containsExactly(tuple(fresh, Price.of(PRICE)), tuple(old, Price.of(PRICE)));
  }

  @Test
  void tellsWhoLostWhat() {
    var head =
        follow(
            block -> {
              var job = block.post(CONSUMER);
              block.match(job, PROVIDER, NODE, PRICE);
              block.slash(job, 10, 20, 30);
            });

    assertThat(records.slashes(Page.FIRST).slashes())
        .extracting(
            Slash::block,
            Slash::provider,
            Slash::stake,
            Slash::toCourt,
            Slash::toConsumer,
            Slash::burned)
        .containsExactly(
            tuple(
                head.number(),
                PROVIDER,
                Amount.of(60),
                Amount.of(10),
                Amount.of(20),
                Amount.of(30)));
  }

  @Test
  void tellsHowTheSamplingRateMovedAndWhatItIs() {
    follow(block -> block.passAudit(PROVIDER, 5, PRICE, 1L << 60));
    follow(block -> block.proveFault(OTHER, 5, 1L << 61));

    var told = records.sampling(Page.FIRST);

    assertThat(told.floor()).isEqualTo("0.1250");
    assertThat(told.meanPrice()).isEqualTo(Price.of(PRICE));
    assertThat(told.points())
        .extracting(SamplingPoint::floor, SamplingPoint::meanPrice, SamplingPoint::faultOf)
        .containsExactly(
            tuple("0.1250", Optional.empty(), Optional.of(OTHER)),
            tuple("0.0625", Optional.of(Price.of(PRICE)), Optional.empty()));
  }

  @Test
  void countsTheMarketFromItsFirstBlockOn() {
    settled(90, 2);
    market.blocks(300);
    follow(
        block -> {
          block.bond(PROVIDER, 500);
          block.bondVerifier(OTHER, 5);
          block.offer(PROVIDER, LIFETIME);
          block.refund(block.post(CONSUMER), 100);
          block.post(CONSUMER);
          block.match(block.post(CONSUMER), PROVIDER, NODE, PRICE);
          block.burn(7);
        });

    Patience.await("the past is read", () -> records.stats().isPresent());
    market.blocks(1);
    market.follow();
    Patience.await(
        "all of it is", () -> records.stats().orElseThrow().burned().equals(Amount.of(7)));

    var stats = records.stats().orElseThrow();
    assertThat(stats.jobs())
        .containsEntry("Settled", 1L)
        .containsEntry("Refunded", 1L)
        .containsEntry("Open", 1L)
        .containsEntry("Running", 1L)
        .containsEntry("Void", 0L);
    assertThat(stats.settledValue()).isEqualTo(Amount.of(92));
    assertThat(List.of(stats.offers(), stats.providers(), stats.verifiers()))
        .containsExactly(1L, 1L, 1L);
  }

  @Test
  void refusesCursorsOfNoList() {
    follow(_ -> {});
    var page = Page.FIRST.after("bm9uc2Vuc2U");

    for (var list :
        List.<Consumer<Page>>of(
            records::offers,
            records::providers,
            records::verifiers,
            records::prices,
            records::flows,
            records::slashes,
            records::sampling,
            it ->
                records.jobs(
                    new JobFilter(Optional.empty(), Optional.empty(), Optional.empty(), it)))) {
      assertThatThrownBy(() -> list.accept(page)).isInstanceOf(BadCursorException.class);
    }
  }

  private Hash settled(long paid, long fee) {
    var job = new ArrayList<Hash>();
    follow(
        block -> {
          job.add(block.post(CONSUMER));
          block.match(job.getFirst(), PROVIDER, NODE, PRICE);
          block.settle(job.getFirst(), paid, fee, 100 - paid - fee);
        });
    return job.getFirst();
  }

  private Head follow(Consumer<FakeBlock> what) {
    var head = market.block(what);
    market.follow();
    return head;
  }

  private List<JobView> jobs(
      Optional<Address> consumer, Optional<Address> provider, Optional<String> state, int limit) {
    Function<Page, JobFilter> filter = page -> new JobFilter(consumer, provider, state, page);
    return all(
        limit,
        page -> records.jobs(filter.apply(page)).jobs(),
        page -> records.jobs(filter.apply(page)).next());
  }

  private static <T> List<T> all(
      int limit, Function<Page, List<T>> elements, Function<Page, Optional<String>> next) {
    var all = new ArrayList<T>();
    var page = Optional.of(new Page(limit, Optional.empty()));
    while (page.isPresent()) {
      var now = page.get();
      all.addAll(elements.apply(now));
      page = next.apply(now).map(now::after);
    }
    return all;
  }

  private static Tuple step(String kind, Head block, Optional<Address> by) {
    return tuple(kind, block.number(), Optional.of(block.time()), by);
  }

  private MarketRecords at(Instant time) {
    return MarketRecords.start(
        NODE, market.chain(), market.index(), Clock.fixed(time, ZoneOffset.UTC));
  }
}
