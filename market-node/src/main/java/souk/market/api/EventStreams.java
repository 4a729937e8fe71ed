package souk.market.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import souk.client.api.Json;

/**
 * Hands news to every open stream, and keeps the newest so that a stream that broke off can go on
 * where it was. Thread-safe.
 */
final class EventStreams implements AutoCloseable {
  private static final int KEPT = 4096;

  private final int most;
  private final String instance =
      HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  private final Deque<Frame> kept = new ArrayDeque<>();
  private final Set<EventStream> streams = new HashSet<>();
  private long newest;
  private boolean closed;

  /**
   * News as it goes over the wire.
   *
   * @param number one more than that of the news before
   */
  record Frame(long number, String text) {}

  /**
   * @param most most streams that are open at once
   */
  EventStreams(int most) {
    this.most = most;
  }

  /** Hands on news. */
  synchronized void publish(News news) {
    newest++;
    var frame = frame(newest, news);
    kept.addLast(frame);
    if (kept.size() > KEPT) {
      kept.removeFirst();
    }
    streams.forEach(stream -> stream.offer(frame));
  }

  /**
   * Opens a stream.
   *
   * @param lastSeen id of the last news its reader has seen, if it has seen any
   * @return empty if too many are open, or the server stops
   */
  synchronized Optional<EventStream> open(Optional<String> lastSeen) {
    if (closed || streams.size() >= most) {
      return Optional.empty();
    }
    var stream = new EventStream(lastSeen.map(this::missed).orElse(List.of()));
    streams.add(stream);
    return Optional.of(stream);
  }

  /** Forgets a stream whose reader is gone. */
  synchronized void forget(EventStream stream) {
    streams.remove(stream);
  }

  /** How many are open. */
  synchronized int size() {
    return streams.size();
  }

  /** Ends all streams, and opens none any more. */
  @Override
  public synchronized void close() {
    closed = true;
    streams.forEach(EventStream::end);
  }

  /** What came after that; the advice to read all again if that is not known any more. */
  private List<Frame> missed(String lastSeen) {
    var seen = number(lastSeen);
    var oldest = newest - kept.size();
    if (seen.filter(number -> number >= oldest && number <= newest).isEmpty()) {
      return List.of(frame(newest, new News.Reset()));
    }
    var missed = new ArrayList<Frame>();
    kept.stream().filter(frame -> frame.number() > seen.get()).forEach(missed::add);
    return missed;
  }

  private Optional<Long> number(String id) {
    var prefix = instance + "-";
    if (!id.startsWith(prefix) || !id.substring(prefix.length()).matches("[0-9]{1,18}")) {
      return Optional.empty();
    }
    return Optional.of(Long.parseLong(id.substring(prefix.length())));
  }

  private Frame frame(long number, News news) {
    var data = new String(Json.write(document(news)), UTF_8);
    return new Frame(
        number, "id: %s-%d\nevent: %s\ndata: %s\n\n".formatted(instance, number, name(news), data));
  }

  private static String name(News news) {
    return switch (news) {
      case News.Block _ -> "head";
      case News.Job _ -> "job";
      case News.Offer _ -> "offer";
      case News.OfferGone _ -> "offer_gone";
      case News.Agent _ -> "agent";
      case News.Money _ -> "flow";
      case News.Reset _ -> "reset";
    };
  }

  private static Object document(News news) {
    return switch (news) {
      case News.Block(var block) -> block;
      case News.Job(var job) -> job;
      case News.Offer(var offer) -> offer;
      case News.OfferGone gone -> gone;
      case News.Agent agent -> agent;
      case News.Money(var flow) -> flow;
      case News.Reset _ -> Map.of();
    };
  }
}
