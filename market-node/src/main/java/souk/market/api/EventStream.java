package souk.market.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** News that one reader has not taken yet: a bounded number, after which it counts as too slow. */
final class EventStream {
  private static final int MOST_WAITING = 1024;

  private final BlockingQueue<EventStreams.Frame> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final List<EventStreams.Frame> missed;
  private volatile boolean slow;
  private volatile boolean ended;

  /** What the reader finds next. */
  sealed interface Next {
    /** News; no frames: nothing was new in time. */
    record Frames(List<EventStreams.Frame> frames) implements Next {}

    /** The reader took too long. */
    record TooSlow() implements Next {}

    /** The server stops. */
    record End() implements Next {}
  }

  EventStream(List<EventStreams.Frame> missed) {
    this.missed = new ArrayList<>(missed);
  }

  void offer(EventStreams.Frame frame) {
    slow |= !waiting.offer(frame);
  }

  void end() {
    ended = true;
    waiting.offer(new EventStreams.Frame(0, ""));
  }

  /** Waits for news, at most so long. */
  Next next(Duration patience) throws InterruptedException {
    var frames = new ArrayList<>(missed);
    missed.clear();
    if (frames.isEmpty()) {
      var first = waiting.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (first != null) {
        frames.add(first);
      }
    }
    waiting.drainTo(frames);
    if (ended) {
      return new Next.End();
    }
    return slow ? new Next.TooSlow() : new Next.Frames(frames);
  }
}
