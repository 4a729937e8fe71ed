package souk.runtime.engine;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** A child process that runs one job and answers what it is asked, until a deadline. */
final class WorkerProcess implements AutoCloseable {
  private static final long KILL_SECONDS = 10;

  /** How long a sandbox may take to end after what is in it. */
  private static final long SETTLE_SECONDS = 2;

  private final Process process;
  private final Duration wallClock;
  private final long startedNanos = System.nanoTime();
  private final Complaints complaints;
  private final DataOutputStream requests;
  private final DataInputStream answers;

  /** Asks, and reads the answer. */
  interface Exchange<T> {
    T over(DataOutputStream requests, DataInputStream answers) throws IOException;
  }

  /**
   * Takes charge of a process.
   *
   * @param wallClock longest time the job may take from now on
   */
  WorkerProcess(Process process, Duration wallClock) {
    this.process = process;
    this.wallClock = wallClock;
    this.complaints = new Complaints(process.getErrorStream());
    this.requests = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    this.answers = new DataInputStream(new BufferedInputStream(process.getInputStream()));
  }

  /**
   * Asks something and waits for the answer, to the deadline at most. An interrupt ends the wait
   * and leaves the thread interrupted.
   *
   * @param fault makes an outcome of one line that says how this host failed
   */
  <T> T ask(Exchange<T> exchange, Function<String, T> fault) {
    var answer = new FutureTask<>(() -> exchange.over(requests, answers));
    Thread.ofPlatform().daemon().name("souk-worker-exchange").start(answer);
    try {
      var leftNanos = wallClock.toNanos() - (System.nanoTime() - startedNanos);
      return answer.get(leftNanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      return fault.apply("the job took longer than %d s".formatted(wallClock.toSeconds()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return fault.apply("interrupted");
    } catch (ExecutionException e) {
      return fault.apply(
          "the worker gave no answer: %s %s".formatted(e.getCause(), complaints.firstLine()));
    }
  }

  /**
   * Kills the process and all that came from it.
   *
   * <p>What a sandbox consists of ends from the inside out, so that nothing is left when the
   * process itself has ended.
   */
  @Override
  public void close() {
    var inside = process.descendants().toList();
    inside.forEach(ProcessHandle::destroyForcibly);
    if (!inside.isEmpty()) {
      awaitEnd(SETTLE_SECONDS);
    }
    process.destroyForcibly();
    awaitEnd(KILL_SECONDS);
  }

  /** Joined and not waited for, so that an interrupted thread leaves no process behind either. */
  private void awaitEnd(long seconds) {
    process.onExit().completeOnTimeout(process, seconds, TimeUnit.SECONDS).join();
  }
}
