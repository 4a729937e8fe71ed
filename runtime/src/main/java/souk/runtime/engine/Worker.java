package souk.runtime.engine;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import souk.runtime.machine.RunOutcome;
import souk.runtime.machine.RunOutcome.HostFault;

/**
 * Main class of the child process that runs one job: reads a request from standard input, runs it,
 * answers on standard output. Ends at once if its parent goes away.
 */
public final class Worker {
  private static final int ABANDONED = 1;

  private Worker() {}

  /**
   * Runs one job.
   *
   * @param arguments none
   * @throws IOException if the parent's request cannot be read or the answer not written
   */
  public static void main(String[] arguments) throws IOException {
    var answers = new DataOutputStream(new BufferedOutputStream(System.out));
    // Whatever else prints must not end up between the answer's bytes.
    System.setOut(System.err);
    var requests = new DataInputStream(new BufferedInputStream(System.in));
    Wire.writeOutcome(answers, answer(requests, answers));
  }

  private static RunOutcome answer(DataInputStream requests, DataOutputStream answers)
      throws IOException {
    try {
      var preparation = Wire.readPreparation(requests);
      var limits = Wire.readLimits(requests);
      var invocation = Wire.readInvocation(requests);
      endWithParent(requests);
      return switch (preparation) {
        case Preparation.Private _ -> EndiveEngine.compiled().run(invocation, limits);
        case Preparation.Wanted _ ->
            EndiveEngine.keeping(artefact -> handOver(artefact, answers)).run(invocation, limits);
        case Preparation.Done(var artefact) ->
            EndiveEngine.compiled().run(artefact, invocation, limits);
      };
    } catch (OutOfMemoryError _) {
      return new HostFault("this host has too little memory");
    }
  }

  private static void handOver(Artefact artefact, DataOutputStream answers) {
    try {
      Wire.writeMadeArtefact(answers, artefact);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The parent keeps its end of standard input open as long as it wants an answer. */
  private static void endWithParent(InputStream requests) {
    Thread.ofPlatform()
        .daemon()
        .name("souk-parent")
        .start(
            () -> {
              try {
                requests.transferTo(OutputStream.nullOutputStream());
              } catch (IOException _) {
                // The pipe broke: the parent is gone as well.
              }
              Runtime.getRuntime().halt(ABANDONED);
            });
  }
}
