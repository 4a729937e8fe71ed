package souk.market.record;

import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import souk.client.api.BlockView;
import souk.client.api.Flow;
import souk.market.api.News;
import souk.protocol.value.Hash;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.ChainException;
import souk.settlement.index.Changes;
import souk.settlement.index.JobIndex;
import souk.settlement.journal.JournalException;

/** Tells what the index says has changed, on a thread of its own, so that the index never waits. */
final class NewsFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NewsFeed.class);
  private static final int MOST_WAITING = 64;
  // More than that at once is a node catching up: nobody follows it one by one.
  private static final int MOST_AT_ONCE = 500;

  private final JobIndex index;
  private final MoneyRecords money;
  private final MemberRecords members;
  private final BlockTimes times;
  private final Consumer<News> reader;
  private final BlockingQueue<Changes> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicBoolean gap = new AtomicBoolean();
  private final Thread thread = Thread.ofVirtual().name("news feed").unstarted(this::tellAll);

  NewsFeed(
      JobIndex index,
      MoneyRecords money,
      MemberRecords members,
      BlockTimes times,
      Consumer<News> reader) {
    this.index = index;
    this.money = money;
    this.members = members;
    this.times = times;
    this.reader = reader;
  }

  void start() {
    index.listen(this::take);
    thread.start();
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void take(Changes changes) {
    if (isTooMuch(changes) || !waiting.offer(changes)) {
      gap.set(true);
    }
  }

  private static boolean isTooMuch(Changes changes) {
    var named = changes.jobs().size() + changes.offers().size() + changes.agents().size();
    return named + changes.events().size() > MOST_AT_ONCE;
  }

  private void tellAll() {
    try {
      while (true) {
        tellOrSkip(waiting.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tellOrSkip(Changes changes) {
    try {
      tell(changes);
    } catch (JournalException | ChainException e) {
      LOG.debug("block {} is told in part: {}", changes.head().number(), e.getMessage());
      gap.set(true);
    } catch (RuntimeException e) {
      LOG.error("block {} is told in part", changes.head().number(), e);
      gap.set(true);
    }
  }

  private void tell(Changes changes) {
    var head = changes.head();
    if (gap.getAndSet(false) || changes.rolledBack()) {
      reader.accept(new News.Reset());
    }
    reader.accept(new News.Block(new BlockView(head.number(), head.time())));
    changes.jobs().stream()
        .sorted()
        .flatMap(id -> index.job(id).stream())
        .forEach(job -> reader.accept(new News.Job(Views.of(job))));
    tellOffers(changes);
    changes.agents().stream().sorted().forEach(id -> reader.accept(new News.Agent(id.number())));
    flows(changes.events()).forEach(flow -> reader.accept(new News.Money(flow)));
  }

  private void tellOffers(Changes changes) {
    if (changes.offers().isEmpty()) {
      return;
    }
    var gone = new HashSet<Hash>(changes.offers());
    members
        .offers(changes.offers())
        .forEach(
            offer -> {
              gone.remove(offer.id());
              reader.accept(new News.Offer(offer));
            });
    gone.stream().sorted().forEach(id -> reader.accept(new News.OfferGone(id)));
  }

  private List<Flow> flows(List<ChainEvent> events) {
    return EventPages.timed(events, money::flows, times);
  }
}
