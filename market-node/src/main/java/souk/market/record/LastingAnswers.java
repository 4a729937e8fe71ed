package souk.market.record;

import static java.util.stream.Collectors.toSet;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import souk.settlement.chain.ChainException;

/**
 * What the chain answers and will always answer: a bounded number of answers is remembered.
 * Thread-safe.
 *
 * @param <K> what is asked, with the block that it is true of
 */
final class LastingAnswers<K, V> {
  private static final int AT_ONCE = 8;

  private final Function<K, Optional<V>> chain;
  private final Map<K, V> known;

  /**
   * @param most answers to remember
   * @param chain asks for one; empty if it does not tell
   */
  LastingAnswers(int most, Function<K, Optional<V>> chain) {
    this.chain = chain;
    this.known =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
          }
        };
  }

  /** Remembers an answer that nobody has asked for. */
  void note(K question, V answer) {
    synchronized (known) {
      known.put(question, answer);
    }
  }

  /** The answers to those questions, without those that the chain does not tell. */
  Map<K, V> to(Collection<K> questions) {
    var answers = new HashMap<K, V>();
    for (var question : questions) {
      find(question).ifPresent(answer -> answers.put(question, answer));
    }
    var asked = ask(questions.stream().filter(it -> !answers.containsKey(it)).collect(toSet()));
    asked.forEach(this::note);
    answers.putAll(asked);
    return answers;
  }

  private Optional<V> find(K question) {
    synchronized (known) {
      return Optional.ofNullable(known.get(question));
    }
  }

  /** Asks the chain for what is missing, and stops at its first failure. */
  private Map<K, V> ask(Set<K> questions) {
    var found = new ConcurrentHashMap<K, V>();
    var failed = new AtomicBoolean();
    var turns = new Semaphore(AT_ONCE);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var question : questions) {
        threads.execute(
            () -> {
              turns.acquireUninterruptibly();
              try {
                if (!failed.get()) {
                  chain.apply(question).ifPresent(answer -> found.put(question, answer));
                }
              } catch (ChainException e) {
                failed.set(true);
              } finally {
                turns.release();
              }
            });
      }
    }
    return found;
  }
}
