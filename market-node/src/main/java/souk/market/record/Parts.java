package souk.market.record;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Function;
import java.util.stream.Stream;
import souk.market.api.Cursors;

/**
 * A part of what is in memory in no order.
 *
 * @param elements sorted
 * @param next cursor of the part that follows; empty at the end
 */
record Parts<T>(List<T> elements, Optional<String> next) {

  /**
   * The first elements of those given, without sorting all of them.
   *
   * @param limit most elements of the part, at least 1
   * @param place what the cursor says of the last element of a part
   */
  static <T> Parts<T> first(
      Stream<T> all, Comparator<? super T> order, int limit, Function<T, String> place) {
    var least = new PriorityQueue<T>(limit + 2, order.reversed());
    all.forEach(
        element -> {
          least.add(element);
          if (least.size() > limit + 1) {
            least.remove();
          }
        });
    var sorted = least.stream().sorted(order).toList();
    return sorted.size() <= limit
        ? new Parts<>(sorted, Optional.empty())
        : new Parts<>(
            sorted.subList(0, limit), Optional.of(Cursors.of(place.apply(sorted.get(limit - 1)))));
  }

  /** The same with other elements. */
  <R> List<R> map(Function<T, R> view) {
    return elements.stream().map(view).toList();
  }
}
