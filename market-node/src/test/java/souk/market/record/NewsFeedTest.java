package souk.market.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static souk.settlement.index.IndexFixture.party;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.client.api.BlockView;
import souk.client.api.Flow;
import souk.market.api.News;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.Head;
import souk.settlement.index.FakeBlock;
import souk.settlement.index.IndexFixture;

class NewsFeedTest {
  private static final Address CONSUMER = party(1);
  private static final Address PROVIDER = party(2);
  private static final Address NODE = party(3);
  private static final Duration LIFETIME = Duration.ofSeconds(45);

  @TempDir private Path directory;
  private final BlockingQueue<News> told = new LinkedBlockingQueue<>();
  private final AtomicReference<Runnable> onBlock = new AtomicReference<>(() -> {});
  private IndexFixture market;
  private NewsFeed feed;

  @BeforeEach
  void open() throws InterruptedException {
    market = new IndexFixture(directory);
    var times = new BlockTimes(market.chain());
    feed =
        new NewsFeed(
            market.index(),
            new MoneyRecords(market.index(), times),
            new MemberRecords(market.index()),
            times,
            this::hear);
    feed.start();
    market.block(_ -> {});
    market.follow();
    awaitBlock(market.chain().head());
    told.clear();
  }

  @AfterEach
  void close() {
    feed.close();
    market.close();
  }

  @Test
  void tellsTheBlockThenTheJobThenTheMoney() throws InterruptedException {
    var head = market.block(this::settle);
    market.follow();

    var news = next(5);

    assertThat(news.getFirst())
        .isEqualTo(new News.Block(new BlockView(head.number(), head.time())));
    assertThat(news.get(1))
        .isInstanceOfSatisfying(
            News.Job.class, it -> assertThat(it.job().state().label()).isEqualTo("Settled"));
    assertThat(news.subList(2, 5))
        .extracting(it -> ((News.Money) it).flow())
        .extracting(Flow::kind, Flow::amount, Flow::account, Flow::time)
        .containsExactly(
            tuple(Flow.Kind.PAID, Amount.of(90), Optional.of(PROVIDER), Optional.of(head.time())),
            tuple(Flow.Kind.FEE, Amount.of(2), Optional.of(NODE), Optional.of(head.time())),
            tuple(
                Flow.Kind.REFUNDED, Amount.of(8), Optional.of(CONSUMER), Optional.of(head.time())));
  }

  @Test
  void tellsOffersThatComeAreWithdrawnOrExpire() throws InterruptedException {
    var ids = new ArrayList<Hash>();
    market.block(
        block -> {
          ids.add(block.offer(PROVIDER, LIFETIME));
          ids.add(block.offer(PROVIDER, LIFETIME));
        });
    market.follow();
    assertThat(next(3).subList(1, 3))
        .extracting(it -> ((News.Offer) it).offer().id())
        .containsExactlyInAnyOrderElementsOf(ids);

    market.block(block -> block.cancel(ids.get(0)));
    market.follow();
    assertThat(next(2).getLast()).isEqualTo(new News.OfferGone(ids.get(0)));

    market.blocks(10);
    market.follow();
    assertThat(next(2).getLast()).isEqualTo(new News.OfferGone(ids.get(1)));
  }

  @Test
  void tellsAgentsThatAreNewOrHaveChanged() throws InterruptedException {
    market.block(block -> block.agent(1, CONSUMER));
    market.follow();

    assertThat(next(2).getLast()).isEqualTo(new News.Agent(1));
  }

  @Test
  void saysThatListsAreToBeReadAgainAfterAReorg() throws InterruptedException {
    market.block(this::settle);
    market.follow();
    next(5);

    market.fork(1);
    market.blocks(2);
    market.follow();

    assertThat(next(2)).first().isEqualTo(new News.Reset());
  }

  @Test
  void saysSoInsteadOfTellingVeryMuchAtOnce() throws InterruptedException {
    market.block(
        block -> {
          for (var burns = 0; burns < 501; burns++) {
            block.burn(1);
          }
        });
    market.follow();
    market.blocks(1);
    market.follow();

    var head = market.chain().head();
    assertThat(next(2))
        .containsExactly(
            new News.Reset(), new News.Block(new BlockView(head.number(), head.time())));
  }

  @Test
  void neverHasTheIndexWaitForASlowReader() throws InterruptedException {
    var turns = new Semaphore(0);
    onBlock.set(turns::acquireUninterruptibly);

    for (var i = 0; i < 200; i++) {
      market.blocks(1);
      market.follow();
    }
    assertThat(market.index().head()).contains(market.chain().head());
    turns.release(1_000);
    // Until some is told there is no room for the next.
    var news = next(4);
    market.blocks(1);
    market.follow();
    news.addAll(awaitBlock(market.chain().head()));

    assertThat(news).contains(new News.Reset());
  }

  @Test
  void goesOnAfterTheJournalFailed() throws InterruptedException {
    market.block(this::settle);
    market.blocks(200);
    onBlock.set(() -> rename("index_event", "index_event_away"));
    market.follow();
    awaitBlock(market.chain().head());
    onBlock.set(() -> {});

    market.blocks(1);
    market.follow();

    assertThat(next(1)).containsExactly(new News.Reset());
  }

  @Test
  void goesOnAfterAReaderFailed() throws InterruptedException {
    onBlock.set(this::failOnce);
    market.blocks(1);
    market.follow();
    awaitBlock(market.chain().head());

    market.blocks(1);
    market.follow();

    assertThat(next(1)).containsExactly(new News.Reset());
  }

  private void failOnce() {
    onBlock.set(() -> {});
    throw new IllegalStateException("nobody thought of that");
  }

  private void settle(FakeBlock block) {
    var job = block.post(CONSUMER);
    block.match(job, PROVIDER, NODE, 1_000_000);
    block.settle(job, 90, 2, 8);
  }

  private void hear(News news) {
    told.add(news);
    if (news instanceof News.Block) {
      onBlock.get().run();
    }
  }

  private List<News> next(int count) throws InterruptedException {
    var news = new ArrayList<News>();
    while (news.size() < count) {
      var one = told.poll(20, TimeUnit.SECONDS);
      assertThat(one).as("more news than " + news).isNotNull();
      news.add(one);
    }
    return news;
  }

  /** All that is told until that block is. */
  private List<News> awaitBlock(Head head) throws InterruptedException {
    var last = new News.Block(new BlockView(head.number(), head.time()));
    var news = next(1);
    while (!news.getLast().equals(last)) {
      news.addAll(next(1));
    }
    return news;
  }

  private void rename(String from, String to) {
    market
        .journal()
        .transact(session -> session.update("alter table %s rename to %s".formatted(from, to)));
  }
}
