package souk.runtime.engine;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/** Tries, as a guest in control of its process would, and says what came of it in one line. */
final class SandboxProbe {
  private static final int CHUNK_MEBIBYTES = 16;
  private static final int PROT_READ_WRITE = 3;

  private SandboxProbe() {}

  /**
   * Tries one thing.
   *
   * @param arguments what, and with what
   */
  public static void main(String[] arguments) {
    var argument = arguments.length > 1 ? arguments[1] : "";
    String answer;
    try {
      answer = "did: " + tried(arguments[0], argument);
    } catch (Throwable e) {
      answer = "could not: " + e;
    }
    System.out.println(answer.strip());
    Runtime.getRuntime().halt(0);
  }

  private static String tried(String action, String argument) throws Throwable {
    return switch (action) {
      case "read" -> Files.readString(Path.of(argument));
      case "list" -> list(Path.of(argument));
      case "write" -> Files.writeString(Path.of(argument), "x").toString();
      case "connect" -> connect(Integer.parseInt(argument));
      case "run" -> run(argument);
      case "environment" -> String.join(" ", System.getenv().keySet());
      case "descriptors" -> descriptors();
      case "allocate" -> allocate(Integer.parseInt(argument));
      case "map" -> map(Integer.decode(argument));
      case "echo" -> echo();
      case "hang" -> hang();
      default -> throw new IllegalArgumentException(action);
    };
  }

  private static String list(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .sorted()
          .collect(Collectors.joining(" "));
    }
  }

  private static String connect(int port) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return "connected to " + socket.getPort();
    }
  }

  private static String run(String program) throws IOException, InterruptedException {
    var process = new ProcessBuilder(program, "--version").start();
    if (process.waitFor() != 0) {
      throw new IOException("status " + process.exitValue());
    }
    return "ran " + program;
  }

  private static String descriptors() throws IOException {
    var targets = new ArrayList<String>();
    try (var links = Files.list(Path.of("/proc/self/fd"))) {
      for (var link : links.toList()) {
        // The one the listing itself had open is gone.
        if (Files.isSymbolicLink(link)) {
          targets.add(Files.readSymbolicLink(link).toString());
        }
      }
    }
    return String.join(" ", targets);
  }

  private static String allocate(int mebibytes) {
    var kept = new ArrayList<ByteBuffer>();
    for (var left = mebibytes; left > 0; left -= CHUNK_MEBIBYTES) {
      kept.add(ByteBuffer.allocateDirect(CHUNK_MEBIBYTES << 20));
    }
    return "allocated " + kept.size();
  }

  /** Maps a page with these flags of {@code mmap}. */
  @SuppressWarnings("restricted")
  private static String map(int flags) throws Throwable {
    var linker = Linker.nativeLinker();
    var mmap =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("mmap"),
            FunctionDescriptor.of(
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG));
    var place =
        (MemorySegment)
            mmap.invokeExact(MemorySegment.NULL, 4_096L, PROT_READ_WRITE, flags, -1, 0L);
    if (place.address() == -1) {
      throw new IOException("no memory");
    }
    return "mapped";
  }

  private static String echo() throws IOException {
    System.out.println("ready");
    return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
  }

  private static String hang() throws InterruptedException {
    System.out.println("hanging");
    new CountDownLatch(1).await();
    return "never";
  }
}
