package souk.runtime.conformance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import souk.runtime.TestModules;
import souk.runtime.module.LibraryModule;
import souk.runtime.module.LibraryModule.Reading;
import souk.runtime.workbench.Workbench;
import souk.runtime.workbench.Workbench.Called;
import souk.runtime.workbench.Workbench.Linking;

/** Runs one script's commands on one engine, each module rewritten. */
final class ScriptRun {
  private static final long FUEL = 1L << 40;

  private final Suite suite;
  private final String script;
  private final Workbench bench;
  private final List<String> failures = new ArrayList<>();
  private final List<LeftOut> leftOut = new ArrayList<>();
  private final Map<String, Module> named = new HashMap<>();
  private Module latest = new Module.Absent("a module that is not there", "none came before");
  private int passed;

  private ScriptRun(Suite suite, String script, Workbench bench) {
    this.suite = suite;
    this.script = script;
    this.bench = bench;
  }

  /** What came of a script. */
  record Outcome(int passed, List<LeftOut> leftOut, List<String> failures) {}

  static Outcome of(Suite suite, String script, Workbench bench)
      throws IOException, InterruptedException {
    var run = new ScriptRun(suite, script, bench);
    bench.clear();
    run.provideSpectest();
    for (var command : suite.commands(script)) {
      run.execute(command);
    }
    return new Outcome(run.passed, run.leftOut, run.failures);
  }

  private void provideSpectest() {
    var module = TestModules.load("spectest").toArray();
    if (LibraryModule.read(module) instanceof Reading.Rewritten(var rewritten)
        && bench.link(rewritten.toArray()) instanceof Linking.Linked(var instance)) {
      bench.register(instance, "spectest");
    } else {
      throw new AssertionError("spectest is not admitted");
    }
  }

  private void execute(Command command) throws IOException {
    switch (command.type()) {
      case "module" -> module(command);
      case "register" ->
          on(command.name(), instance -> bench.register(instance, command.registeredAs()));
      case "action" -> act(command, _ -> true);
      case "assert_return" -> act(command, called -> returnedExpected(command, called));
      case "assert_trap" -> act(command, called -> called.trapped() && called.fuel() >= 0);
      case "assert_exhaustion" -> act(command, called -> called.trapped() && called.depth() < 0);
      case "assert_malformed", "assert_invalid" -> refuse(command);
      case "assert_unlinkable" -> refuseToLink(command, Linking.Unlinkable.class);
      case "assert_uninstantiable" -> refuseToLink(command, Linking.Trapped.class);
      default -> fail(command, "is of an unknown type");
    }
  }

  /** A module a command can be about. */
  private sealed interface Module {
    record Present(int instance) implements Module {}

    record Absent(String place, String reason) implements Module {}
  }

  private interface Judgement {
    boolean of(Called called);
  }

  private void module(Command command) throws IOException {
    switch (read(command)) {
      case Reading.Refused(var reason) -> {
        latest = new Module.Absent(place(command), "not admitted: " + reason);
        leaveOut(command, "not admitted: " + reason);
      }
      case Reading.Rewritten(var rewritten) -> {
        switch (bench.link(rewritten.toArray())) {
          case Linking.Linked(var instance) -> latest = new Module.Present(instance);
          case Linking.Unlinkable(var reason) -> fail(command, "does not link: " + reason);
          case Linking.Trapped(var reason) -> fail(command, "traps: " + reason);
        }
      }
    }
    command.name().ifPresent(name -> named.put(name, latest));
  }

  private Reading read(Command command) throws IOException {
    return LibraryModule.read(suite.module(command.file().orElseThrow()));
  }

  private void act(Command command, Judgement judgement) {
    on(
        command.target(),
        instance -> {
          var called = perform(command, instance);
          judge(command, judgement.of(called), called.toString());
        });
  }

  private Called perform(Command command, int instance) {
    var types = command.expected().stream().map(Command.Expected::type).toList();
    if (command.isGet()) {
      var value = bench.global(instance, command.field(), types.getFirst());
      return new Called(false, List.of(value), FUEL, LibraryModule.DEPTH);
    }
    return bench.call(instance, command.field(), command.arguments(), types, FUEL);
  }

  private static boolean returnedExpected(Command command, Called called) {
    var expected = command.expected();
    if (called.trapped() || called.results().size() != expected.size()) {
      return false;
    }
    var results = called.results().iterator();
    return expected.stream().allMatch(value -> value.matches(results.next()));
  }

  private void refuse(Command command) throws IOException {
    if (command.isText()) {
      leaveOut(command, LeftOut.TEXT);
    } else {
      judge(command, read(command) instanceof Reading.Refused, "admitted");
    }
  }

  private void refuseToLink(Command command, Class<? extends Linking> wanted) throws IOException {
    switch (read(command)) {
      case Reading.Refused(var reason) -> leaveOut(command, "not admitted: " + reason);
      case Reading.Rewritten(var rewritten) -> {
        var linking = bench.link(rewritten.toArray());
        judge(command, wanted.isInstance(linking), linking.toString());
      }
    }
  }

  /** Does something with a module, unless that is left out: then this is too. */
  private void on(Optional<String> name, IntConsumer work) {
    switch (name.map(named::get).orElse(latest)) {
      case Module.Present(var instance) -> work.accept(instance);
      case Module.Absent(var place, var reason) -> leftOut.add(new LeftOut(place, reason));
    }
  }

  private void judge(Command command, boolean right, String found) {
    if (right) {
      passed++;
    } else {
      fail(command, found);
    }
  }

  private void fail(Command command, String what) {
    failures.add("%s:%d %s: %s".formatted(script, command.line(), command.type(), what));
  }

  private void leaveOut(Command command, String reason) {
    leftOut.add(new LeftOut(place(command), reason));
  }

  private String place(Command command) {
    return "%s:%d".formatted(script, command.line());
  }
}
