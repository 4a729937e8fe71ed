package souk.market.node;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import souk.client.api.AcceptanceRequest;
import souk.client.api.AcceptanceRequests;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;

/**
 * The questions that providers have not answered yet, at most one for each job. Thread-safe; time
 * is block time.
 */
final class Negotiations {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final Map<Hash, Question> open = new LinkedHashMap<>();
  private final Map<Hash, Map<Address, Integer>> unanswered = new HashMap<>();
  private long cursor;
  private boolean closed;

  /** A request and whom it went to. */
  record Question(long number, Proposal proposal) {
    Address provider() {
      return proposal.provider();
    }

    AcceptanceRequest request() {
      return proposal.request();
    }
  }

  /**
   * @param start beyond every cursor an earlier process of this node has given out
   */
  Negotiations(long start) {
    this.cursor = start;
  }

  /** Puts a question, unless the job is already asked for. */
  boolean ask(Proposal proposal) {
    lock.lock();
    try {
      var jobId = proposal.request().jobId();
      if (open.containsKey(jobId)) {
        return false;
      }
      open.put(jobId, new Question(++cursor, proposal));
      news.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Everything that provider is asked, once there is something newer than the cursor. */
  AcceptanceRequests await(Address provider, long after, Duration wait)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      // A cursor from nowhere, or from another node, must not make a provider deaf.
      var known = after <= cursor ? after : 0;
      var left = wait.toNanos();
      while (newest(provider) <= known && left > 0 && !closed) {
        left = news.awaitNanos(left);
      }
      var requests = of(provider).stream().map(Question::request).toList();
      return new AcceptanceRequests(Math.max(known, newest(provider)), requests);
    } finally {
      lock.unlock();
    }
  }

  /** The open question about a job. */
  Optional<Question> about(Hash jobId) {
    lock.lock();
    try {
      return Optional.ofNullable(open.get(jobId));
    } finally {
      lock.unlock();
    }
  }

  /** All open questions. */
  List<Question> all() {
    lock.lock();
    try {
      return List.copyOf(open.values());
    } finally {
      lock.unlock();
    }
  }

  /** Takes a question off the table because it was answered; false if it was gone already. */
  boolean answered(Question question) {
    lock.lock();
    try {
      unanswered.remove(question.request().jobId());
      return open.remove(question.request().jobId(), question);
    } finally {
      lock.unlock();
    }
  }

  /** Gives up questions whose time is over and remembers who left them open. */
  List<Question> expire(Instant blockTime) {
    lock.lock();
    try {
      var expired =
          open.values().stream()
              .filter(question -> blockTime.isAfter(question.request().expiry()))
              .toList();
      expired.forEach(this::giveUp);
      return expired;
    } finally {
      lock.unlock();
    }
  }

  /** How often each provider was asked about that job in vain. */
  Map<Address, Integer> unanswered(Hash jobId) {
    lock.lock();
    try {
      return Map.copyOf(unanswered.getOrDefault(jobId, Map.of()));
    } finally {
      lock.unlock();
    }
  }

  /** Forgets what is known of all other jobs: they are no longer open. */
  void keepOnly(Set<Hash> jobIds) {
    lock.lock();
    try {
      open.keySet().retainAll(jobIds);
      unanswered.keySet().retainAll(jobIds);
    } finally {
      lock.unlock();
    }
  }

  /** Lets everybody go who waits. */
  void close() {
    lock.lock();
    try {
      closed = true;
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void giveUp(Question question) {
    var jobId = question.request().jobId();
    open.remove(jobId);
    unanswered
        .computeIfAbsent(jobId, _ -> new HashMap<>())
        .merge(question.provider(), 1, Integer::sum);
  }

  private long newest(Address provider) {
    return of(provider).stream().mapToLong(Question::number).max().orElse(0);
  }

  private List<Question> of(Address provider) {
    var questions = new ArrayList<>(open.values());
    questions.removeIf(question -> !question.provider().equals(provider));
    questions.sort(Comparator.comparingLong(Question::number));
    return questions;
  }
}
