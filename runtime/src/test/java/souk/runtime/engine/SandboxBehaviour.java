package souk.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.runtime.workbench.Tools;

/** What a sandbox must keep from the program in it, whatever that is. */
abstract class SandboxBehaviour {
  private static final String DONE = "did: ";
  private static final String FAILED = "could not: ";

  private final List<ProcessHandle> processes = new ArrayList<>();
  @TempDir private Path folder;
  private Path readable;
  private Path secret;

  abstract Probe probe();

  @BeforeEach
  void makeFiles() throws IOException {
    readable = Files.createDirectory(folder.resolve("readable"));
    Files.writeString(readable.resolve("public.txt"), "for all");
    secret = Files.writeString(folder.resolve("secret.txt"), "not for jobs");
  }

  @AfterEach
  void end() {
    Processes.kill(processes);
  }

  @Test
  void readsWhatItIsGiven() throws IOException {
    assumeWhole();

    assertThat(tries("read", readable.resolve("public.txt"))).isEqualTo(DONE + "for all");
    assertThat(tries("list", folder)).isEqualTo(DONE + "readable");
  }

  @Test
  void cannotReadOtherFiles() throws IOException {
    assumeWhole();

    assertThat(triesOutside("read", secret)).isEqualTo(DONE + "not for jobs");
    assertThat(tries("read", secret)).startsWith(FAILED);
    assertThat(tries("read", Path.of("pom.xml").toAbsolutePath())).startsWith(FAILED);
    assertThat(tries("read", Path.of("/etc/passwd"))).startsWith(FAILED);
  }

  @Test
  void cannotWriteAnywhere() throws IOException {
    assumeWhole();

    assertThat(triesOutside("write", folder.resolve("new"))).startsWith(DONE);
    for (var place : List.of(readable, folder, Path.of("/"), Path.of("/tmp"), Path.of("/proc"))) {
      assertThat(tries("write", place.resolve("souk-probe"))).startsWith(FAILED);
    }
    for (var place : List.of("/dev/shm", "/var/tmp", "/run", System.getProperty("user.home"))) {
      assertThat(tries("write", Path.of(place, "souk-probe"))).startsWith(FAILED);
    }
    assertThat(tries("write", readable.resolve("public.txt"))).startsWith(FAILED);
  }

  @Test
  void cannotReachLoopback() throws IOException {
    assumeWhole();

    try (var server = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
      assertThat(triesOutside("connect", server.getLocalPort())).startsWith(DONE);
      assertThat(tries("connect", server.getLocalPort())).startsWith(FAILED);
    }
  }

  @Test
  void seesNoOtherProcesses() throws IOException {
    assumeWhole();

    assertThat(numbers(triesOutside("list", "/proc")))
        .contains(Long.toString(ProcessHandle.current().pid()));
    assertThat(numbers(tries("list", "/proc"))).containsExactlyInAnyOrder("1", "2");
  }

  @Test
  void cannotStartProcesses() throws IOException {
    assumeWhole();

    assertThat(triesOutside("run", probe().executable())).startsWith(DONE);
    assertThat(tries("run", probe().executable())).startsWith(FAILED);
    assertThat(tries("run", Path.of("/bin/sh"))).startsWith(FAILED);
  }

  @Test
  void hasNoEnvironment() throws IOException {
    assumeWhole();

    // Where it starts, by bubblewrap.
    assertThat(tries("environment", "")).isEqualTo(DONE + "PWD");
  }

  @Test
  void inheritsNoDescriptors() throws IOException {
    assumeWhole();

    try (var open = new FileInputStream(secret.toFile())) {
      assertThat(open.read()).isNotNegative();
      assertThat(tries("descriptors", ""))
          .startsWith(DONE)
          .doesNotContain("secret.txt", ".seccomp", "socket:");
    }
  }

  @Test
  void endsAtItsMemoryLimit() throws IOException {
    assumeWhole();

    assertThat(tries("allocate", 64)).startsWith(DONE);
    assertThat(tries("allocate", 3 * Probe.MEMORY_MEBIBYTES)).doesNotStartWith(DONE);
  }

  @Test
  void outlivesTheThreadThatStartedIt() throws IOException, InterruptedException {
    var started = new ArrayList<Process>();
    var thread =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    started.add(start("echo"));
                    assertThat(answer(started.getFirst())).isEqualTo("ready");
                  } catch (IOException e) {
                    throw new AssertionError(e);
                  }
                });
    thread.join();
    var process = started.getFirst();

    try (var in = process.getOutputStream()) {
      in.write("still here".getBytes(StandardCharsets.UTF_8));
    }

    assertThat(answer(process)).isEqualTo(DONE + "still here");
  }

  @Test
  void isKilledWithAllThatCameFromIt() throws IOException {
    var process = start("hang");
    assertThat(process.inputReader().readLine()).isEqualTo("hanging");
    var tree = keptTree(process);

    process.destroyForcibly();

    Processes.awaitEnd(tree);
  }

  @Test
  void diesWithTheProcessThatStartedIt() throws IOException {
    assumeWhole();
    var parent = kept(Processes.java(folder, SandboxParent.class, probe().name()).start());
    assertThat(parent.inputReader().readLine()).isEqualTo("hanging");
    var tree = keptTree(parent);
    assertThat(tree).hasSizeGreaterThan(2);

    parent.destroyForcibly();

    Processes.awaitEnd(tree);
  }

  final void assumeWhole() {
    var warning = probe().sandbox().warning();
    Tools.need(warning.isEmpty(), warning.orElse(""));
  }

  final String tries(String action, Object argument) throws IOException {
    return answer(start(action, argument.toString()));
  }

  private String triesOutside(String action, Object argument) throws IOException {
    return answer(kept(probe().startTrusted(action, argument.toString())));
  }

  private Process start(String... action) throws IOException {
    return kept(probe().start(List.of(readable), action));
  }

  private Process kept(Process process) {
    processes.add(process.toHandle());
    return process;
  }

  private List<ProcessHandle> keptTree(Process process) {
    var tree = Processes.tree(process.toHandle());
    processes.addAll(tree);
    return tree;
  }

  private static String answer(Process process) throws IOException {
    var line = process.inputReader().readLine();
    return line == null ? "" : line;
  }

  private static List<String> numbers(String listing) {
    return Stream.of(listing.split(" ", -1)).filter(name -> name.matches("[0-9]+")).toList();
  }
}
