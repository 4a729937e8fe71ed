package souk.market.record;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.settlement.index.IndexFixture.party;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.market.record.PastSums.Sums;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.settlement.chain.ChainEvent;
import souk.settlement.index.EventQuery;
import souk.settlement.index.FakeBlock;
import souk.settlement.index.IndexFixture;

class PastSumsTest {
  private static final Address CONSUMER = party(1);
  private static final Address PROVIDER = party(2);
  private static final Address NODE = party(3);
  private static final long PRICE = 1_000_000;
  private static final int STEPS = 60;

  @TempDir private Path directory;
  private IndexFixture market;
  private PastSums past;

  @BeforeEach
  void open() {
    market = new IndexFixture(directory);
    past = new PastSums(market.index());
  }

  @AfterEach
  void close() {
    past.close();
    market.close();
  }

  @Test
  void tellsNothingBeforeThePastIsRead() {
    market.block(block -> block.burn(5));
    market.follow();

    past.start();

    assertThat(past.sums()).isEmpty();
  }

  @Test
  void addsUpThePastAndThePresent() {
    market.block(block -> settle(block, 90, 1));
    market.block(block -> block.refund(block.post(CONSUMER), 100));
    market.follow();
    past.start();
    market.block(block -> settle(block, 80, 2));
    awaitSums(new Sums(2, 1, 0, Amount.of(173), Amount.ZERO, Amount.ZERO));

    market.block(this::goWrong);

    awaitSums(new Sums(2, 1, 1, Amount.of(173), Amount.of(60), Amount.of(30)));
  }

  @Test
  void takesBackWhatAReorgTook() {
    market.block(block -> settle(block, 90, 1));
    past.start();
    awaitSums(new Sums(1, 0, 0, Amount.of(91), Amount.ZERO, Amount.ZERO));
    market.block(this::goWrong);
    awaitSums(new Sums(1, 0, 1, Amount.of(91), Amount.of(60), Amount.of(30)));

    market.fork(1);
    market.block(block -> block.burn(7));
    market.blocks(1);

    awaitSums(new Sums(1, 0, 0, Amount.of(91), Amount.ZERO, Amount.of(7)));
  }

  @Test
  void takesBackWhatAReorgOfAnyDepthTook() {
    market.block(block -> settle(block, 90, 1));
    market.block(this::goWrong);
    market.blocks(400);
    past.start();
    awaitSums(new Sums(1, 0, 1, Amount.of(91), Amount.of(60), Amount.of(30)));
    market.blocks(1);
    awaitSums(new Sums(1, 0, 1, Amount.of(91), Amount.of(60), Amount.of(30)));

    market.fork(402);
    market.block(block -> block.burn(7));
    market.blocks(410);

    awaitSums(new Sums(1, 0, 0, Amount.of(91), Amount.ZERO, Amount.of(7)));
  }

  @Test
  void missesNothingOfMoreThanIsToldAtOnce() {
    market.blocks(1);
    past.start();
    awaitSums(Sums.NONE);

    for (var i = 0; i < 13; i++) {
      market.block(
          block -> {
            for (var burns = 0; burns < 1_000; burns++) {
              block.burn(1);
            }
          });
    }

    awaitSums(new Sums(0, 0, 0, Amount.ZERO, Amount.ZERO, Amount.of(13_000)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void areThoseOfAllEventsWhateverReorgs(long seed) {
    var random = new Random(seed);
    past.start();
    for (var step = 0; step < STEPS; step++) {
      happen(random);
      market.follow();
      if (step % 5 == 4) {
        awaitSums(all());
      }
    }
  }

  private void happen(Random random) {
    if (random.nextInt(3) == 0) {
      market.fork(1 + random.nextInt(random.nextInt(4) == 0 ? 400 : 64));
    }
    var blocks = 1 + random.nextInt(random.nextBoolean() ? 3 : 100);
    for (var i = 0; i < blocks; i++) {
      switch (random.nextInt(12)) {
        case 0 -> market.block(this::goWrong);
        case 1 -> market.block(block -> settle(block, 1 + random.nextInt(90), 1));
        case 2, 3 -> market.block(block -> block.burn(1 + random.nextInt(9)));
        default -> market.happen(random, random.nextInt(4));
      }
    }
  }

  private static void settle(FakeBlock block, long paid, long fee) {
    var job = block.post(CONSUMER);
    block.match(job, PROVIDER, NODE, PRICE);
    block.settle(job, paid, fee, 100 - paid - fee);
  }

  private void goWrong(FakeBlock block) {
    var job = block.post(CONSUMER);
    block.match(job, PROVIDER, NODE, PRICE);
    block.slash(job, 10, 20, 30);
    block.burn(30);
    block.annul(job, 100);
  }

  private void awaitSums(Sums sums) {
    market.follow();
    Patience.await("sums are " + sums, () -> past.sums().equals(Optional.of(sums)));
  }

  private Sums all() {
    var sums = Sums.NONE;
    for (var event : events()) {
      sums = sums.plus(event);
    }
    return sums;
  }

  private List<ChainEvent> events() {
    Set<Class<? extends ChainEvent>> kinds =
        Set.of(
            ChainEvent.JobSettled.class,
            ChainEvent.JobRefunded.class,
            ChainEvent.JobVoided.class,
            ChainEvent.ProviderSlashed.class,
            ChainEvent.Burned.class);
    var all = new ArrayList<ChainEvent>();
    var part = market.index().events(EventQuery.newest(kinds, EventQuery.MOST));
    while (!part.isEmpty()) {
      all.addAll(part);
      var last = Optional.of(part.getLast().at());
      part = market.index().events(new EventQuery(kinds, last, EventQuery.MOST));
    }
    return all;
  }
}
