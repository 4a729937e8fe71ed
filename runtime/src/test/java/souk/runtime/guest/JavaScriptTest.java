package souk.runtime.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import souk.protocol.evidence.ExitStatus.Exited;
import souk.protocol.job.Arguments;
import souk.protocol.value.Fuel;
import souk.runtime.engine.Engines;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Execution;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;
import souk.runtime.machine.RunOutcome;

/** What a script finds, on the fastest engine there is. */
final class JavaScriptTest {
  private static final Fuel FUEL = new Fuel(2_000_000_000L);
  private static final int MEMORY_PAGES = 1_024;

  @TempDir static Path cache;

  private static Invocation invocation(String script, Map<String, String> files) {
    var mounts = new TreeMap<String, Bytes>();
    files.forEach((path, text) -> mounts.put(path, Bytes.utf8(text)));
    var environment = new TreeMap<>(Map.of("NAME", "a=b", "EMPTY", ""));
    var arguments = new Arguments(List.of("one", "zwei ü"), environment);
    return JavaScript.invocation(
        "app/main.js", Bytes.utf8(script), arguments, Bytes.utf8("the input"), mounts);
  }

  private static Execution run(Invocation invocation, int memoryPages) {
    var engine = Engines.on(cache).all(Duration.ofMinutes(5)).getFirst();
    var outcome = engine.run(invocation, Limits.of(FUEL, memoryPages));
    assertThat(outcome).isInstanceOf(RunOutcome.Completed.class);
    return ((RunOutcome.Completed) outcome).execution();
  }

  private static Execution run(String script) {
    return run(invocation(script, Map.of()), MEMORY_PAGES);
  }

  private static String outputOf(String script, Map<String, String> files) {
    var execution = run(invocation(script, files), MEMORY_PAGES);
    assertThat(execution.status()).as(execution.log().text()).isEqualTo(new Exited(0));
    return execution.output().text();
  }

  private static String outputOf(String script) {
    return outputOf(script, Map.of());
  }

  @Test
  void printsValuesAsOneWouldWriteThem() {
    var output =
        outputOf(
            """
            print("text", 1.5, -0, 2n, null, undefined, true, Symbol("s"), (x) => x);
            console.log([1, "two", [3n]], { a: { "b c": null } }, new Map([["k", new Set([1])]]));
            console.log(new Uint8Array([1, 255]), new Date(0), /a+/g, new (class Point { x = 1 })());
            const ring = {}; ring.self = ring; print(ring, [], {});
            souk.write("no line end"); souk.write(new Uint8Array([0x21, 0x0a]));
            """);

    assertThat(output)
        .isEqualTo(
            """
            text 1.5 -0 2n null undefined true Symbol(s) [function without name]
            [1, "two", [3n]] { a: { "b c": null } } Map { "k" => Set { 1 } }
            Uint8Array [1, 255] 1970-01-01T00:00:00.000Z /a+/g Point { x: 1 }
            { self: [circular] } [] {}
            no line end!
            """);
  }

  @Test
  void findsArgumentsVariablesInputAndFiles() {
    var script =
        """
        print(souk.script, souk.args, souk.env);
        print(souk.inputText(), souk.input().length);
        print(souk.readText("/data/a.txt"), souk.readFile("data/a.txt").length);
        for (const path of ["/none", "/data", "../up"]) {
          try { souk.readFile(path) } catch (e) { print(e.message) }
        }
        """;

    assertThat(outputOf(script, Map.of("data/a.txt", "grüezi")))
        .isEqualTo(
            """
            /app/main.js ["one", "zwei ü"] { EMPTY: "", NAME: "a=b" }
            the input 0
            grüezi 7
            cannot read /none: no such file is mounted
            cannot read /data: it is a directory
            cannot read ../up: not the path of a mounted file
            """);
  }

  @Test
  void importsMountedModulesAndAwaitsAtTheTop() {
    var files =
        Map.of(
            "app/lib/sum.js", "export { add as sum } from '../add.mjs';",
            "app/add.mjs", "export const add = (a, b) => a + b;",
            "late.js", "export default await Promise.resolve('late');");
    var script =
        """
        import { sum } from "./lib/sum.js";
        const { default: late } = await import("/late.js");
        print(sum(40, 2), late);
        """;

    assertThat(outputOf(script, files)).isEqualTo("42 late\n");
  }

  @Test
  void aScriptWithoutImportsIsNoModule() {
    var script = "x = 010; function f() { return this === globalThis } print(x, f(), await 5);";

    assertThat(outputOf(script)).isEqualTo("8 true 5\n");
  }

  @Test
  void runsPromisesToTheirEnd() {
    var script =
        """
        const rejected = Promise.reject(new Error("in time"));
        Promise.resolve().then(() => rejected.catch((e) => print(e.message))).then(() => print("last"));
        print("first");
        """;

    assertThat(outputOf(script)).isEqualTo("first\nin time\nlast\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "function f() { throw new TypeError('bad') }; f() | TypeError: bad@    at f (/app/main.js:1:26)",
        "throw { code: 7 } | uncaught: { code: 7 }",
        "Promise.reject(new Error('nobody looks')) | Error: nobody looks@",
        "await new Promise(() => {}) | error: the script waits for a promise that nothing settles",
        "let a = ; | SyntaxError: unexpected token in expression: ';'@    at /app/main.js:1:9",
        "import './none.js' | Error: cannot read /app/none.js: no such file is mounted",
        "import 'fs' | TypeError: cannot import fs: only mounted files can be, as ./fs or /fs",
        "souk.pay('0x12', 1n) | TypeError: an address is a string: 0x and 40 hexadecimal digits@",
        "souk.write(5) | TypeError: content is a string or bytes@",
      })
  void logsWhatNobodyCatchesAndFails(String script, String log) {
    var execution = run(script);

    assertThat(execution.status()).isEqualTo(new Exited(1));
    assertThat(execution.log().text()).startsWith(log.replace('@', '\n'));
  }

  @Test
  void exitsWhereAScriptSaysSo() {
    var execution = run("print('before'); souk.exit(7); print('after')");

    assertThat(execution.status()).isEqualTo(new Exited(7));
    assertThat(execution.output().text()).isEqualTo("before\n");
  }

  @Test
  void callsNestedTooDeeplyCanBeCaught() {
    var script =
        """
        let depth = 0;
        const tries = [
          function f() { depth++; f(); },
          () => JSON.parse("[".repeat(100000)),
          function g() { return [1].map(g); },
          () => { const o = { toString: () => `${o}` }; return `${o}`; },
        ];
        for (const f of tries) { try { f() } catch (e) { print(e.name) } }
        print(depth > 1000);
        """;

    assertThat(outputOf(script)).isEqualTo("RangeError\n".repeat(4) + "true\n");
  }

  @Test
  void chanceAndTimeBelongToTheJob() {
    var script = "print(Math.random(), Date.now(), performance.now(), new Date(0).getHours())";

    var output = outputOf(script);

    assertThat(outputOf(script)).isEqualTo(output);
    assertThat(output).matches("0\\.\\d+ 946684800\\d{3} \\d+ 0\n");
    assertThat(outputOf(script, Map.of("x", "y"))).isNotEqualTo(output);
  }

  @Test
  void memoryIsBoundedByTheJobsLimit() {
    var script =
        """
        const parts = [];
        for (let i = 0; i < 24; i++) parts.push(new Uint8Array(1 << 20));
        print(parts.length);
        """;

    assertThat(outputOf(script)).isEqualTo("24\n");
    assertThat(run(invocation(script, Map.of()), 200).status()).isEqualTo(new Exited(1));
  }

  @Test
  void needsNoMoreMemoryThanItSaysAndLittleFuel() {
    var execution = run(invocation("print(1)", Map.of()), JavaScript.MIN_MEMORY_PAGES);

    assertThat(execution.output().text()).isEqualTo("1\n");
    assertThat(execution.fuelUsed()).isLessThan(new Fuel(1_000_000));
  }

  @Test
  void refusesAnotherFileInTheScriptsPlace() {
    assertThatThrownBy(() -> invocation("", Map.of("app/main.js", "other")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the script is mounted as app/main.js: mount the other file elsewhere");
  }

  @Test
  void tellsScriptsByTheirNames() {
    assertThat(List.of("a.js", "b.mjs")).allMatch(JavaScript::isScript);
    assertThat(List.of("a.wasm", "js", "a.js.txt")).noneMatch(JavaScript::isScript);
  }
}
