package souk.client.run;

import souk.protocol.evidence.Result;
import souk.runtime.machine.Bytes;

/** What came of running a job. Only {@link Ran} is something to commit to. */
public sealed interface Run {

  /**
   * It ran to its end: by itself, with a trap, or out of fuel.
   *
   * @param result what anyone who runs it gets
   * @param output what the result's digest is of
   * @param log what it wrote to standard error, cut; not part of the result
   */
  record Ran(Result result, Bytes output, Bytes log) implements Run {}

  /**
   * It was not run: blobs missing or not what they should be, or this host failed. Says nothing
   * about anybody else's result.
   *
   * @param reason one line
   */
  record CannotRun(String reason) implements Run {}
}
