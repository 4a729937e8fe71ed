package souk.client;

import java.time.Duration;
import java.util.Optional;
import souk.client.market.MarketException;
import souk.client.market.MarketNodes;
import souk.protocol.value.Hash;
import souk.settlement.index.JobIndex;

/**
 * Follows one job. Each call of {@link #next} tells one thing that is new; states that the chain
 * went through between two blocks are left out. Holds nothing that has to be closed. Not
 * thread-safe; any number may follow the same job.
 *
 * <pre>{@code
 * var watch = souk.watch(job);
 * while (!(watch.next(Duration.ofMinutes(5)).orElseThrow() instanceof Progress.Delivered)) {
 *   System.out.println("not yet");
 * }
 * }</pre>
 */
public final class JobWatch {
  /** Market nodes learn things between blocks, too. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

  private final Hash id;
  private final JobIndex index;
  private final MarketNodes markets;
  private final JobStory story;
  private boolean handedIn;

  JobWatch(Hash id, JobIndex index, MarketNodes markets, Outputs outputs) {
    this.id = id;
    this.index = index;
    this.markets = markets;
    this.story = new JobStory(outputs::of);
  }

  /** The job. */
  public Hash jobId() {
    return id;
  }

  /**
   * Waits for what happens next. After {@link Progress.Ended} there is nothing more to tell, and it
   * does not wait.
   *
   * @param timeout longest time to wait; with zero or less it looks once
   * @return empty if nothing happens in that time, or the market knows no such job yet
   * @throws SoukException if the market's chain is gone for good
   */
  public Optional<Progress> next(Duration timeout) throws InterruptedException {
    return Failures.told(() -> await(Deadline.in(timeout)));
  }

  private Optional<Progress> await(Deadline end) throws InterruptedException {
    while (!story.isOver()) {
      var before = index.head();
      var news = look();
      var left = end.left();
      if (news.isPresent() || !left.isPositive()) {
        return news;
      }
      var pause = left.compareTo(LOOK_AGAIN) < 0 ? left : LOOK_AGAIN;
      var unused = index.await(() -> !index.head().equals(before), pause);
      Failures.requireUninterrupted();
    }
    return Optional.empty();
  }

  private Optional<Progress> look() {
    var job = index.job(id);
    return job.isEmpty() ? lookForSigned() : story.next(job.get());
  }

  private Optional<Progress> lookForSigned() {
    if (handedIn || !isHandedIn()) {
      return Optional.empty();
    }
    handedIn = true;
    return Optional.of(new Progress.HandedIn(id));
  }

  private boolean isHandedIn() {
    try {
      return markets.signedJob(id).isPresent();
    } catch (MarketException e) {
      return false;
    }
  }
}
