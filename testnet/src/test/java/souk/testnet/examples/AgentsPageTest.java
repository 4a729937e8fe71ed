package souk.testnet.examples;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever does what docs/agents.md says, line by line in a shell, has what it says: its files are
 * written as they stand there, its commands run one after the other, and what it shows of their
 * output comes. {@code …} stands for what differs from time to time.
 */
class AgentsPageTest {
  private static final Pattern BLOCK =
      Pattern.compile("(?ms)(?:`([a-z.]+)`[^`\\n]*\\n\\n)?^```(\\w+)\\n(.*?)^```$");
  private static final long DEADLINE_SECONDS = 480;
  private static final long END_SECONDS = 60;

  @TempDir private Path directory;

  /** Commands, and lines that they are said to print among others; empty if nothing is said. */
  private record Deed(String commands, String shown) {}

  @BeforeEach
  void prepare() throws IOException {
    var root = ExampleFiles.projectRoot();
    Files.createSymbolicLink(directory.resolve("contracts"), root.resolve("contracts"));
    var launcher =
        """
        #!/usr/bin/env bash
        exec '%s/bin/java' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED \\
          -Dsouk.root='%s' -cp '%s' souk.testnet.Main "$@"
        """
            .formatted(
                System.getProperty("java.home"), directory, System.getProperty("java.class.path"));
    Files.writeString(directory.resolve("souk"), launcher);
    assertThat(directory.resolve("souk").toFile().setExecutable(true)).isTrue();
  }

  @AfterEach
  void endTheMarket() throws Exception {
    shell("./souk testnet down", "end", END_SECONDS);
  }

  @Test
  void whatThePageSaysHappens() throws Exception {
    var deeds = new ArrayList<Deed>();
    for (var block : blocks()) {
      switch (block.group(2)) {
        case "js", "json" -> Files.writeString(directory.resolve(block.group(1)), block.group(3));
        case "sh" -> deeds.add(new Deed(block.group(3), ""));
        case "text" -> deeds.add(new Deed(deeds.removeLast().commands(), block.group(3)));
        default -> throw new IllegalStateException("what is " + block.group(2) + "?");
      }
    }
    var commands =
        IntStream.range(0, deeds.size())
            .mapToObj(i -> "{\n%s} > said-%d 2>&1\n".formatted(deeds.get(i).commands(), i))
            .collect(joining());

    var status = shell("set -euo pipefail\n" + commands, "all", DEADLINE_SECONDS);

    for (var i = 0; i < deeds.size() && Files.exists(said(i)); i++) {
      var said = Files.readString(said(i));
      assertThat(said).as(deeds.get(i).commands()).containsPattern(pattern(deeds.get(i).shown()));
    }
    assertThat(status).as(newest(deeds.size())).isZero();
  }

  private static List<MatchResult> blocks() throws IOException {
    var page = Files.readString(ExampleFiles.projectRoot().resolve("docs/agents.md"));
    var blocks = BLOCK.matcher(page).results().toList();
    assertThat(blocks).hasSizeGreaterThan(6);
    return blocks;
  }

  private static Pattern pattern(String shown) {
    var lines =
        shown.lines().filter(line -> !line.equals("…")).map(AgentsPageTest::exactly).toList();
    return Pattern.compile("(?m)" + String.join("(?s:.*?)", lines));
  }

  private static String exactly(String line) {
    return Stream.of(line.split("…", -1)).map(Pattern::quote).collect(joining(".*", "^", "$"));
  }

  private Path said(int deed) {
    return directory.resolve("said-" + deed);
  }

  private String newest(int deeds) throws IOException {
    for (var i = deeds - 1; i >= 0; i--) {
      if (Files.exists(said(i))) {
        return Files.readString(said(i));
      }
    }
    return Files.readString(directory.resolve("all.out"));
  }

  /** Its exit code. */
  private int shell(String commands, String name, long seconds) throws Exception {
    var file = directory.resolve(name + ".sh");
    Files.writeString(file, commands);
    var builder =
        new ProcessBuilder("bash", file.toString())
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve(name + ".out").toFile());
    builder.environment().keySet().removeIf(variable -> variable.startsWith("SOUK_"));
    var process = builder.start();
    try {
      assertThat(process.waitFor(seconds, TimeUnit.SECONDS)).as(name + " ends").isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }
}
