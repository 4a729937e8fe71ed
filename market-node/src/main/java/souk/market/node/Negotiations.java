package souk.market.node;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
  // In the order in which they were put, which is that of their expiries.
  private final Map<Hash, Question> open = new LinkedHashMap<>();
  private final Map<Address, Mailbox> mailboxes = new HashMap<>();
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

  /** A provider's open questions, and who waits for more. */
  private final class Mailbox {
    private final Condition news = lock.newCondition();
    private final TreeMap<Long, Question> questions = new TreeMap<>();
    private int waiters;

    private long newest() {
      return questions.isEmpty() ? 0 : questions.lastKey();
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
      var question = new Question(cursor + 1, proposal);
      if (open.putIfAbsent(proposal.request().jobId(), question) != null) {
        return false;
      }
      cursor++;
      var mailbox = mailboxOf(proposal.provider());
      mailbox.questions.put(question.number(), question);
      mailbox.news.signalAll();
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
      var mailbox = mailboxOf(provider);
      mailbox.waiters++;
      try {
        await(mailbox, known, wait);
      } finally {
        mailbox.waiters--;
        forgetIfIdle(provider, mailbox);
      }
      var requests = mailbox.questions.values().stream().map(Question::request).toList();
      return new AcceptanceRequests(Math.max(known, mailbox.newest()), requests);
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

  /** Whether that provider is asked to run that attempt. */
  boolean isAsked(Address provider, Hash jobId, int attempt) {
    return about(jobId)
        .filter(question -> question.provider().equals(provider))
        .filter(question -> question.request().attempt() == attempt)
        .isPresent();
  }

  /** Takes a question off the table because it was answered; false if it was gone already. */
  boolean answered(Question question) {
    lock.lock();
    try {
      var isOpen = question.equals(open.get(question.request().jobId()));
      if (isOpen) {
        remove(question);
      }
      return isOpen;
    } finally {
      lock.unlock();
    }
  }

  /** Takes the questions off the table whose time is over. */
  List<Question> expire(Instant blockTime) {
    lock.lock();
    try {
      var expired =
          open.values().stream()
              .takeWhile(question -> blockTime.isAfter(question.request().expiry()))
              .toList();
      expired.forEach(this::remove);
      return expired;
    } finally {
      lock.unlock();
    }
  }

  /** Takes back what was asked about a job: it is no longer open. */
  void forget(Hash jobId) {
    lock.lock();
    try {
      Optional.ofNullable(open.get(jobId)).ifPresent(this::remove);
    } finally {
      lock.unlock();
    }
  }

  /** Lets everybody go who waits. */
  void close() {
    lock.lock();
    try {
      closed = true;
      mailboxes.values().forEach(mailbox -> mailbox.news.signalAll());
    } finally {
      lock.unlock();
    }
  }

  private void await(Mailbox mailbox, long known, Duration wait) throws InterruptedException {
    var left = wait.toNanos();
    while (mailbox.newest() <= known && left > 0 && !closed) {
      left = mailbox.news.awaitNanos(left);
    }
  }

  private Mailbox mailboxOf(Address provider) {
    return mailboxes.computeIfAbsent(provider, _ -> new Mailbox());
  }

  private void remove(Question question) {
    open.remove(question.request().jobId());
    var mailbox = mailboxOf(question.provider());
    mailbox.questions.remove(question.number());
    forgetIfIdle(question.provider(), mailbox);
  }

  private void forgetIfIdle(Address provider, Mailbox mailbox) {
    if (mailbox.waiters == 0 && mailbox.questions.isEmpty()) {
      mailboxes.remove(provider, mailbox);
    }
  }
}
