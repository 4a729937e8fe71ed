package souk.settlement.index;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.Head;
import souk.settlement.chain.JobSnapshot;

/**
 * Which of what nothing happened to is read again all the same, a little every few blocks: events
 * are hints, and an endpoint may have kept one back. Used by one thread.
 */
final class SpotCheck {
  private static final Logger LOG = LoggerFactory.getLogger(SpotCheck.class);
  private static final long EVERY_BLOCKS = 16;
  private static final int MOST = 50;

  private final View view;
  private final SecondLook second;
  private final Tally tally;
  private long next;
  private long now;
  private long lastJob = -1;
  private Optional<Address> lastProvider = Optional.empty();
  // Where the turns over all providers began: this one, and the one before it.
  private long turn = -1;
  private long turnBefore = -1;

  /**
   * @param second has blocks read again of which something is missing
   */
  SpotCheck(View view, SecondLook second, Tally tally) {
    this.view = view;
    this.second = second;
    this.tally = tally;
  }

  /** Whether it is time to look. */
  boolean isDue(Head head) {
    if (head.number() < next && head.number() >= next - EVERY_BLOCKS) {
      return false;
    }
    now = head.number();
    next = now + EVERY_BLOCKS;
    return true;
  }

  /** The next jobs that go on, in turn. */
  List<Hash> jobs() {
    var found = new ArrayList<Hash>();
    for (var shown : view.jobsAfter(lastJob)) {
      if (found.size() == MOST) {
        return found;
      }
      lastJob = shown.number();
      if (!shown.job().snapshot().state().isFinal()) {
        found.add(shown.job().id());
      }
    }
    lastJob = -1;
    return found;
  }

  /** The next providers, in turn. */
  Set<Address> providers() {
    if (lastProvider.isEmpty()) {
      turnBefore = turn;
      turn = now;
    }
    var rest = lastProvider.map(it -> view.providers().tailMap(it, false)).orElse(view.providers());
    var found = rest.keySet().stream().limit(MOST).toList();
    lastProvider = found.size() < MOST ? Optional.empty() : Optional.of(found.getLast());
    return Set.copyOf(found);
  }

  /** Whether the contracts tell something else of the job than is shown. */
  boolean differs(Hash id, Optional<JobSnapshot> told) {
    var shown = view.job(id).map(it -> it.job().snapshot());
    var isSame = shown.isPresent() && told.map(it -> it.at(shown.get().readAt())).equals(shown);
    if (!isSame) {
      repair("job " + id, shown.map(it -> it.readAt().number()).orElse(-1L));
    }
    return !isSame;
  }

  /** Those that differ from what is shown. */
  Set<Address> differing(Collection<Address> checked, Predicate<Address> isSame) {
    var found = checked.stream().filter(isSame.negate()).collect(toUnmodifiableSet());
    found.forEach(it -> repair("provider " + it, turnBefore));
    return found;
  }

  /** It is shown as it is from now on, and what was kept back is looked for. */
  private void repair(String what, long sameUpTo) {
    LOG.warn("{} was not as the contracts have it: an endpoint kept events back; repaired", what);
    tally.repair();
    second.order(sameUpTo, now);
  }
}
