package souk.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import souk.protocol.value.Fuel;
import souk.runtime.engine.EndiveProgram;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Limits;
import souk.runtime.machine.Machine;

/**
 * A process that runs one program on Endive whenever it is asked. {@code EndiveChild DIRECTORY
 * FORM} compiles the {@link Stage}'s module, prints the nanoseconds that took, and answers each
 * line of input with a {@link Sample}.
 */
public final class EndiveChild {
  /** As the engine's: deep enough that the machine's call depth runs out first. */
  private static final long STACK_BYTES = 512L << 20;

  private static final int CHECKSUM_BYTES = 8;
  private static final Pattern KERNEL_OUTPUT = Pattern.compile("[0-9a-f]{16}\n");
  private static final Limits LIMITS =
      new Limits(new Fuel(1L << 40), Machine.MAX_MEMORY_PAGES, Machine.MAX_OUTPUT_BYTES);

  private EndiveChild() {}

  /** Answers until its input ends. */
  public static void main(String[] arguments) throws InterruptedException {
    var stage = new Stage(Path.of(arguments[0]));
    var form = Stage.Form.valueOf(arguments[1]);
    var guest = new Thread(null, () -> serve(stage, form), "guest", STACK_BYTES);
    guest.start();
    guest.join();
  }

  private static void serve(Stage stage, Stage.Form form) {
    try (var requests =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
      var invocation = stage.invocation();
      var module = stage.module(form);
      var from = System.nanoTime();
      var program =
          form == Stage.Form.PLAIN ? EndiveProgram.plain(module) : EndiveProgram.rewritten(module);
      System.out.println(System.nanoTime() - from);
      while (requests.readLine() != null) {
        var run = program.run(invocation, LIMITS);
        System.out.println(run.nanos() + " " + checksum(run.output()) + " " + run.fuelUsed());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a kernel prints is a checksum already; of other outputs, the beginning of SHA-256. */
  private static String checksum(Bytes output) {
    var text = output.text();
    return KERNEL_OUTPUT.matcher(text).matches() ? text.strip() : digest(output);
  }

  private static String digest(Bytes output) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(output.toArray());
      return HexFormat.of().formatHex(digest, 0, CHECKSUM_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
