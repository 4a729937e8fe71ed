package souk.market.record;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import souk.client.api.WireLimits;
import souk.client.market.Page;
import souk.market.api.Cursors;
import souk.protocol.value.Hash;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.LogPosition;
import souk.settlement.index.EventQuery;
import souk.settlement.index.JobIndex;

/** Lists of what events told, newest first, each event making none, one or several elements. */
final class EventPages {
  private final JobIndex index;
  private final BlockTimes times;
  private final Set<Class<? extends ChainEvent>> kinds;
  private final Optional<AgentId> agent;

  /**
   * Where a part begins: after so many elements of the event there.
   *
   * @param block number of the event's block
   * @param log the event's place in it
   * @param told elements of it that are in the part before
   */
  private record Place(long block, int log, int told) {
    static Place parse(String text) {
      var numbers = text.split("\\.", -1);
      var place =
          new Place(
              Long.parseLong(numbers[0]),
              Integer.parseInt(numbers[1]),
              Integer.parseInt(numbers[2]));
      if (numbers.length > 3 || place.block < 0 || place.log < 0 || place.told < 0) {
        throw new IllegalArgumentException("no place: " + text);
      }
      return place;
    }

    /** Just above the event, so that it is told again. */
    LogPosition above() {
      return new LogPosition(block, Hash.ZERO, Hash.ZERO, log + 1);
    }

    boolean isOf(ChainEvent event) {
      return event.at().blockNumber() == block && event.at().index() == log;
    }

    String cursor() {
      return Cursors.of(block + "." + log + "." + told);
    }
  }

  /** A part of such a list. */
  record Part<T>(List<T> elements, Optional<String> next) {}

  /** An element but for the time of its block, empty if the chain does not tell it. */
  interface Timeless<T> {
    T at(Optional<Instant> time);
  }

  private record Row<T>(LogPosition at, Timeless<T> element) {}

  EventPages(JobIndex index, BlockTimes times, Set<Class<? extends ChainEvent>> kinds) {
    this(index, times, kinds, Optional.empty());
  }

  /**
   * @param agent only events about that agent
   */
  EventPages(
      JobIndex index,
      BlockTimes times,
      Set<Class<? extends ChainEvent>> kinds,
      Optional<AgentId> agent) {
    this.index = index;
    this.times = times;
    this.kinds = kinds;
    this.agent = agent;
  }

  <T> Part<T> part(Page page, Function<ChainEvent, List<Timeless<T>>> elements) {
    var limit = Math.min(page.limit(), WireLimits.MAX_RECORDS);
    var rows = new ArrayList<Row<T>>();
    var place = Cursors.of(page, Place::parse);
    var more = true;
    while (more) {
      var events = index.events(new EventQuery(kinds, place.map(Place::above), limit + 1, agent));
      for (var event : events) {
        var told = place.filter(it -> it.isOf(event)).map(Place::told).orElse(0);
        var made = elements.apply(event);
        for (var i = told; i < made.size(); i++) {
          if (rows.size() == limit) {
            return part(rows, Optional.of(placeOf(event, i).cursor()));
          }
          rows.add(new Row<>(event.at(), made.get(i)));
        }
        place = Optional.of(placeOf(event, made.size()));
      }
      more = events.size() > limit;
    }
    return part(rows, Optional.empty());
  }

  /** All elements that events make. */
  static <T> List<T> timed(
      List<ChainEvent> events, Function<ChainEvent, List<Timeless<T>>> elements, BlockTimes times) {
    var rows = new ArrayList<Row<T>>();
    for (var event : events) {
      elements.apply(event).forEach(element -> rows.add(new Row<>(event.at(), element)));
    }
    return timed(rows, times);
  }

  private <T> Part<T> part(List<Row<T>> rows, Optional<String> next) {
    return new Part<>(timed(rows, times), next);
  }

  private static <T> List<T> timed(List<Row<T>> rows, BlockTimes times) {
    var found = times.of(rows.stream().map(Row::at).toList());
    return rows.stream()
        .map(row -> row.element().at(Optional.ofNullable(found.get(row.at().blockHash()))))
        .toList();
  }

  private static Place placeOf(ChainEvent event, int told) {
    return new Place(event.at().blockNumber(), event.at().index(), told);
  }
}
