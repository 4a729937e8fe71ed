package souk.testnet.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.testnet.cluster.Testnet;
import souk.testnet.cluster.TestnetPlan;

/** The programs of docs/java.md do, on a market, what the page says. */
class JavaPageTest {
  private static final Pattern PROGRAM = Pattern.compile("(?ms)^```java\\n(.*?)^```$");
  private static final Pattern NAME = Pattern.compile("public final class (\\w+)");
  private static final long DEADLINE_SECONDS = 180;

  @TempDir private Path directory;

  @Test
  void itsProgramsRunAsTheyStandThere() throws Exception {
    var plan = TestnetPlan.trusting();
    try (var testnet = Testnet.prepare(plan, directory.resolve("testnet"))) {
      testnet.startNodes();
      var names = programs().stream().map(JavaPageTest::name).toList();

      assertThat(names).containsExactly("FirstJob", "ManyJobs", "HireAgent");
      assertThat(run(testnet, "FirstJob", "wordstat")).contains("market");
      assertThat(run(testnet, "ManyJobs", "route")).contains("holds, says ");
      assertThat(run(testnet, "HireAgent", "till")).contains("receipt 1: 1000000");
    }
  }

  private static List<String> programs() throws IOException {
    var page = Files.readString(ExampleFiles.projectRoot().resolve("docs/java.md"));
    return PROGRAM.matcher(page).results().map(found -> found.group(1)).toList();
  }

  private static String name(String program) {
    var name = NAME.matcher(program);
    assertThat(name.find()).isTrue();
    return name.group(1);
  }

  /** What the program prints, started from its source as the page does. */
  private String run(Testnet testnet, String name, String example) throws Exception {
    var file = directory.resolve(name + ".java");
    var program = programs().stream().filter(it -> name(it).equals(name)).findFirst();
    Files.writeString(file, program.orElseThrow());
    var out = directory.resolve(name + ".out");
    var err = directory.resolve(name + ".err");
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                file.toString(),
                ExampleFiles.folder().resolve(example).resolve(example + ".wasm").toString())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(testnet.environment(Testnet.CONSUMER));
    var process = builder.start();
    try {
      assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).as(name + " ends").isTrue();
      assertThat(process.exitValue()).as(Files.readString(err)).isZero();
      return Files.readString(out);
    } finally {
      process.destroyForcibly();
    }
  }
}
