package souk.market.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.client.api.WireLimits;
import souk.client.market.Page;
import souk.market.api.BadCursorException;
import souk.market.api.Cursors;
import souk.market.record.EventPages.Timeless;
import souk.settlement.chain.ChainEvent;
import souk.settlement.index.IndexFixture;

/** Each burn of so much makes so many elements. */
class EventPagesTest {
  private static final Set<Class<? extends ChainEvent>> BURNED = Set.of(ChainEvent.Burned.class);
  private static final int MOST_ELEMENTS = 4;

  @TempDir private Path directory;
  private IndexFixture market;
  private EventPages pages;

  /** The number of an element among those of its event, and when its block was made. */
  private record Element(long block, int log, long number, Optional<Instant> time) {}

  @BeforeEach
  void open() {
    market = new IndexFixture(directory);
    pages = pages();
  }

  @AfterEach
  void close() {
    market.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 100})
  void tellsEveryElementOnceNewestEventFirst(int limit) {
    burnALittleOfEverything();

    var told = all(limit);

    assertThat(told)
        .extracting(Element::block, Element::log, Element::number)
        .containsExactlyElementsOf(
            expected().stream().map(it -> tuple(it.block(), it.log(), it.number())).toList());
  }

  @Test
  void goesOnWhereAPartEndedWhateverIsNew() {
    burnALittleOfEverything();
    var expected = all(100);
    var first = part(3, Optional.empty());

    market.block(block -> block.burn(4));
    market.follow();

    assertThat(part(100, first.next()).elements()).isEqualTo(expected.subList(3, expected.size()));
  }

  @Test
  void goesOnWhereAPartEndedThoughThatIsGone() {
    burnALittleOfEverything();
    var expected = all(100);
    market.block(block -> block.burn(4));
    market.follow();
    var first = part(2, Optional.empty());

    market.fork(1);
    market.blocks(2);
    market.follow();

    assertThat(part(100, first.next()).elements()).isEqualTo(expected);
  }

  @Test
  void passesOverEventsThatMakeNothing() {
    market.block(block -> block.burn(2));
    for (var i = 0; i < 10; i++) {
      market.block(block -> IntStream.range(0, 5).forEach(_ -> block.burn(0)));
    }
    market.follow();

    var part = part(2, Optional.empty());

    assertThat(part.elements()).hasSize(2);
    assertThat(part.next()).isEmpty();
  }

  @Test
  void endsWithoutANextOne() {
    burnALittleOfEverything();
    var count = all(100).size();

    assertThat(part(count, Optional.empty()).next()).isEmpty();
    assertThat(part(count - 1, Optional.empty()).next()).isPresent();
  }

  @Test
  void tellsWhenBlocksWereMadeIfTheChainDoes() {
    burnALittleOfEverything();

    assertThat(all(100))
        .allSatisfy(
            it ->
                assertThat(it.time())
                    .isEqualTo(market.chain().block(it.block()).map(block -> block.time())));
  }

  @Test
  void leavesOutTimesThatTheChainDoesNotTell() {
    var older = market.block(block -> block.burn(1));
    var newer = market.block(block -> block.burn(1));
    market.follow();
    market.lag(1);

    assertThat(all(100))
        .extracting(Element::time)
        .containsExactly(Optional.empty(), Optional.of(older.time()));

    market.lag(0);
    assertThat(all(100))
        .extracting(Element::time)
        .containsExactly(Optional.of(newer.time()), Optional.of(older.time()));
  }

  @Test
  void holdsNoMoreThanRecordsMayHave() {
    for (var i = 0; i < WireLimits.MAX_RECORDS; i++) {
      market.block(block -> block.burn(2));
    }
    market.follow();

    assertThat(part(WireLimits.MAX_LIST, Optional.empty()).elements())
        .hasSize(WireLimits.MAX_RECORDS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "5",
        "5.0",
        "5.0.x",
        "5.0.-1",
        "5.-1.0",
        "-5.0.0",
        "5.0.0.0",
        "5.99999999999.0"
      })
  void refusesACursorThatIsNoPlace(String place) {
    burnALittleOfEverything();

    assertThatThrownBy(() -> part(10, Optional.of(Cursors.of(place))))
        .isInstanceOf(BadCursorException.class);
  }

  private void burnALittleOfEverything() {
    for (var most = 0; most <= MOST_ELEMENTS; most++) {
      var amounts = LongStream.rangeClosed(0, most);
      market.block(block -> amounts.forEach(block::burn));
      market.blocks(1);
    }
    market.follow();
  }

  private static List<Element> expected() {
    var elements = new ArrayList<Element>();
    for (var most = 0; most <= MOST_ELEMENTS; most++) {
      for (var log = 0; log <= most; log++) {
        for (var number = log - 1; number >= 0; number--) {
          elements.add(new Element(3 + 2L * most, log, number, Optional.empty()));
        }
      }
    }
    return elements.reversed();
  }

  private List<Element> all(int limit) {
    var all = new ArrayList<Element>();
    var part = part(limit, Optional.empty());
    all.addAll(part.elements());
    while (part.next().isPresent()) {
      assertThat(part.elements()).hasSize(limit);
      part = part(limit, part.next());
      all.addAll(part.elements());
    }
    return all;
  }

  private EventPages.Part<Element> part(int limit, Optional<String> after) {
    return pages.part(new Page(limit, after), EventPagesTest::elements);
  }

  private static List<Timeless<Element>> elements(ChainEvent event) {
    var at = event.at();
    var count = ((ChainEvent.Burned) event).amount().units().longValueExact();
    return LongStream.range(0, count)
        .<Timeless<Element>>mapToObj(
            number -> time -> new Element(at.blockNumber(), at.index(), number, time))
        .toList();
  }

  private EventPages pages() {
    return new EventPages(market.index(), new BlockTimes(market.chain()), BURNED);
  }
}
