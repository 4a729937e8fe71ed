package souk.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.ExitStatus.Exited;
import souk.protocol.evidence.ExitStatus.OutOfFuel;
import souk.protocol.evidence.ExitStatus.Trapped;
import souk.protocol.job.Arguments;
import souk.protocol.value.Fuel;
import souk.runtime.TestModules;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Execution;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;
import souk.runtime.machine.RunOutcome;
import souk.runtime.machine.RunOutcome.Rejected;

/** What every engine does. */
abstract class EngineBehaviour {
  private static final Fuel FUEL = new Fuel(10_000_000);
  private static final Limits LIMITS = Limits.of(FUEL, 64);
  private static final ExitStatus SUCCESS = new Exited(0);

  abstract Engine engine();

  @Test
  void keepsOutputAndLogApart() {
    var execution = run("hello");

    assertThat(execution.status()).isEqualTo(SUCCESS);
    assertThat(execution.output().text()).isEqualTo("hello\n");
    assertThat(execution.log().text()).isEqualTo("noise");
  }

  @Test
  void handsOverTheInput() {
    var text = "The quick brown fox jumps over the lazy dog.";
    var outcome = engine().run(Invocation.of(module("echo"), Bytes.utf8(text)), LIMITS);

    assertThat(completed(outcome).output().text()).isEqualTo(text);
  }

  @Test
  void handsOverArgumentsAndEnvironment() {
    var environment = new TreeMap<>(Map.of("Z", "last", "A", "first"));
    var arguments = new Arguments(List.of("one", "zwölf"), environment);

    var outcome =
        engine()
            .run(
                new Invocation(module("arguments"), arguments, Bytes.EMPTY, new TreeMap<>()),
                LIMITS);

    assertThat(completed(outcome).output().text())
        .isEqualTo("program\0one\0zwölf\0A=first\0Z=last\0");
  }

  @Test
  void mountsFilesReadOnly() {
    var mounts = new TreeMap<String, Bytes>();
    mounts.put("docs/a.txt", Bytes.utf8("mounted"));

    var outcome =
        engine().run(new Invocation(module("files"), Arguments.NONE, Bytes.EMPTY, mounts), LIMITS);

    var output = completed(outcome).output().toArray();
    assertThat(new String(output, 0, 7, StandardCharsets.UTF_8)).isEqualTo("mounted");
    assertThat(List.of(7, 8, 9, 10, 11, 12, 13, 14).stream().map(i -> (int) output[i]))
        .containsExactly(76, 76, 44, 69, 69, 69, 54, 8);
  }

  @Test
  void givesCProgramsFilesToWrite() {
    var execution = run("scratch", new Fuel(100_000_000));

    assertThat(execution.output().text())
        .isEqualTo(
            """
            create: ok
            read back: ok
            close: ok
            stat: ok
            rename: ok
            mkdir: ok
            rmdir of a full one: Directory not empty
            opendir: ok
            removed: 300
            rmdir: ok
            unlink: ok
            truncate: ok
            pwrite: ok
            pread: ok
            fsync: ok
            close: ok
            gone: No such file or directory
            write elsewhere: Read-only file system
            """);
    assertThat(execution.status()).isEqualTo(SUCCESS);
  }

  @Test
  void preservesTheMeaningOfControlFlow() {
    var execution = run("control");

    assertThat(ints(execution.output()))
        .containsExactly(10, 20, 30, 3, -1, -1, 5050, 77, 11, 12, 42, 81);
    assertThat(execution.status()).isEqualTo(new Trapped());
  }

  @Test
  void reportsTheExitCode() {
    assertThat(run("exit").status()).isEqualTo(new Exited(7));
  }

  @Test
  void endsAnEndlessLoopWithExactlyTheLimit() {
    var execution = run("endless");

    assertThat(execution.status()).isEqualTo(new OutOfFuel());
    assertThat(execution.fuelUsed()).isEqualTo(FUEL);
  }

  @Test
  void trapsEndlessRecursionByItsDepth() {
    var execution = run("recursion", new Fuel(1L << 40));

    assertThat(execution.status()).isEqualTo(new Trapped());
    assertThat(execution.fuelUsed()).isEqualTo(new Fuel(827_818));
  }

  @Test
  void trapsEndlessRecursionThroughTables() {
    assertThat(run("indirect-recursion", new Fuel(1L << 40)).status()).isEqualTo(new Trapped());
  }

  @Test
  void stopsMemoryAtItsLimit() {
    var execution = run("memory-bomb");

    assertThat(execution.status()).isEqualTo(SUCCESS);
    assertThat(ints(execution.output())).containsExactly(64);
  }

  @Test
  void rejectsModulesThatStartWithMoreMemoryThanAllowed() {
    var outcome = engine().run(Invocation.of(module("bulk"), Bytes.EMPTY), Limits.of(FUEL, 15));

    assertThat(outcome)
        .isEqualTo(new Rejected("the module starts with 16 pages of memory, the limit is 15"));
  }

  @Test
  void makesNansCanonicalAndMovesThemUnchanged() {
    var words = ints(run("nan").output());

    assertThat(words.subList(0, 8)).containsOnly(0x7FC0_0000);
    assertThat(words.subList(8, 14))
        .containsExactly(0, 0x7FF8_0000, 0, 0x7FF8_0000, 0, 0x7FF8_0000);
    assertThat(words.subList(14, 17)).containsExactly(0x5678_9ABC, 0xFFF8_1234, 0x7FC1_2345);
  }

  @Test
  void makesNansCanonicalWhereverTheyFlow() {
    var words = ints(run("nan-flow").output());

    assertThat(words.subList(0, 9)).containsOnly(0x7FC0_0000);
    assertThat(words.subList(9, 13))
        .containsExactly(0xFFC0_0000, 0x3F80_0000, 0x7FA0_0001, 0x7FA0_0001);
  }

  @Test
  void keepsTheOutputWrittenBeforeATrapAndChargesTheLimit() {
    var execution = run("divide");

    assertThat(execution.status()).isEqualTo(new Trapped());
    assertThat(execution.output().text()).isEqualTo("done");
    assertThat(execution.fuelUsed()).isEqualTo(FUEL);
  }

  @Test
  void chargesUnreachableWhatWasUsed() {
    var execution = run("unreachable");

    assertThat(execution.status()).isEqualTo(new Trapped());
    assertThat(execution.fuelUsed()).isEqualTo(new Fuel(4));
  }

  @Test
  void trapsOutputBeyondItsLimit() {
    var limits = new Limits(FUEL, 64, 200_000);
    var execution = completed(engine().run(Invocation.of(module("flood"), Bytes.EMPTY), limits));

    assertThat(execution.status()).isEqualTo(new Trapped());
    assertThat(execution.output().size()).isEqualTo(3 * 65_536);
    assertThat(execution.fuelUsed()).isLessThan(FUEL);
  }

  @Test
  void chargesBulkMemoryByItsSize() {
    var execution = run("bulk");

    assertThat(execution.status()).isEqualTo(new OutOfFuel());
    assertThat(execution.output().text()).isEqualTo("bcbcdef...");
  }

  @Test
  void answersPointersOutsideTheMemoryWithAnError() {
    var execution = run("pointers");

    assertThat(execution.status()).isEqualTo(SUCCESS);
    assertThat(execution.output().toArray()).hasSize(20).containsOnly(21);
  }

  @Test
  void givesTheSameChanceAndTimeEveryRun() {
    var first = run("chance");
    var second = run("chance");
    var other = completed(engine().run(Invocation.of(module("chance"), Bytes.utf8("x")), LIMITS));

    assertThat(first).isEqualTo(second);
    assertThat(other.output()).isNotEqualTo(first.output());
    assertThat(longs(first.output()).subList(5, 8))
        .containsExactly(946_684_800_001_000_000L, 946_684_800_002_000_000L, 3_000_000L);
  }

  @Test
  void rejectsWhatIsNotAModule() {
    var outcome = engine().run(Invocation.of(Bytes.utf8("#!/bin/sh"), Bytes.EMPTY), LIMITS);

    assertThat(outcome).isInstanceOf(Rejected.class);
  }

  @Test
  void rejectsMissingImportsByName() {
    var outcome =
        engine().run(Invocation.of(module("refused/unknown-import"), Bytes.EMPTY), LIMITS);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Rejected.class, rejected -> assertThat(rejected.reason()).contains("env.abort"));
  }

  private Execution run(String name) {
    return run(name, FUEL);
  }

  private Execution run(String name, Fuel fuel) {
    return completed(engine().run(Invocation.of(module(name), Bytes.EMPTY), Limits.of(fuel, 64)));
  }

  private static Bytes module(String name) {
    return TestModules.load(name);
  }

  static Execution completed(RunOutcome outcome) {
    return switch (outcome) {
      case RunOutcome.Completed(var execution) -> execution;
      case RunOutcome.Rejected(var reason) -> throw new AssertionError(reason);
      case RunOutcome.HostFault(var reason) -> throw new AssertionError(reason);
    };
  }

  private static List<Integer> ints(Bytes bytes) {
    var buffer = ByteBuffer.wrap(bytes.toArray()).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
    var ints = new int[buffer.remaining()];
    buffer.get(ints);
    return Arrays.stream(ints).boxed().toList();
  }

  private static List<Long> longs(Bytes bytes) {
    var buffer = ByteBuffer.wrap(bytes.toArray()).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
    var longs = new long[buffer.remaining()];
    buffer.get(longs);
    return Arrays.stream(longs).boxed().toList();
  }
}
