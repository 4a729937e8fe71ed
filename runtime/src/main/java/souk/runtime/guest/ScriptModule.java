package souk.runtime.guest;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import souk.protocol.codec.AgentInputCodec;
import souk.protocol.job.AgentInput;
import souk.protocol.job.Arguments;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.runtime.engine.AgentRunner;
import souk.runtime.engine.Engine;
import souk.runtime.machine.AgentJob;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Execution;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;
import souk.runtime.machine.RunOutcome;
import souk.runtime.module.InitialMemory;
import souk.runtime.state.Delta;
import souk.runtime.state.Snapshot;

/**
 * Scripts as modules of their own: an agent that lives on chain has a module, and no files beside
 * it. The script is run here, once, up to where its first turn would begin; the module begins with
 * the memory that leaves. So the same script always makes the same module, its first {@code turn}
 * is the agent's first, and what it does before that sees no arguments, no files and no clock.
 */
public final class ScriptModule {
  private static final Fuel FUEL = new Fuel(10_000_000_000L);
  private static final int MOST_PAGES = 1024;
  private static final int PAGE_BYTES = 65_536;
  private static final String WRAPPER = "souk-agent.mjs";
  private static final String MARK = "souk: the first turn is still to come\n";

  private static final String NO_TURN = "there is no turn function";

  // The module asks for the property turn of what the script exports, and then for the global. A
  // script that is no module exports a plain object, which inherits this for one turn.
  private static final String ONE_TURN_OF_NOTHING =
      """

      ;Object.defineProperty(Object.prototype, "turn", {
        configurable: true,
        get() {
          delete Object.prototype.turn;
          if (typeof turn !== "function") throw new TypeError(%s);
          return () => souk.write(%s);
        },
      });
      """
          .formatted(quoted(NO_TURN), quoted(MARK));

  private static final Optional<Snapshot> NOTHING = Optional.empty();

  private ScriptModule() {}

  /** A script cannot be made a module. */
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private Refused(String reason) {
      super(reason);
    }
  }

  /**
   * Makes a module of a script.
   *
   * @param name what the script's file is called, for messages; ends in {@code .js} or {@code .mjs}
   * @param script its text in UTF-8
   * @param engine runs it
   * @throws Refused if it fails before its first turn; says why in one line
   */
  public static Bytes of(String name, Bytes script, Engine engine) {
    var asScript = attempt(plain(name, script), engine);
    var state = asScript.execution().output().text().endsWith(MARK) ? asScript.state() : NOTHING;
    if (state.isEmpty()) {
      var asModule = attempt(wrapped(name, script), engine);
      state = asModule.state();
      if (state.isEmpty()) {
        throw new Refused(why(asModule).contains(NO_TURN) ? why(asScript) : why(asModule));
      }
    }
    return Bytes.of(InitialMemory.of(JavaScript.module().toArray(), memory(state.get())));
  }

  /**
   * The script, up to its first turn.
   *
   * @param state empty if it failed
   */
  private record Attempt(Execution execution, Optional<Snapshot> state) {}

  private static Attempt attempt(Invocation invocation, Engine engine) {
    var job = new AgentJob(invocation, Limits.of(FUEL, MOST_PAGES), 1, Instant.EPOCH);
    var after = new AtomicReference<Optional<Snapshot>>(Optional.empty());
    var outcome =
        new AgentRunner(engine)
            .run(
                job,
                Optional.empty(),
                (_, delta, state) -> after.set(delta.map(_ -> state.snapshot())));
    return switch (outcome) {
      case RunOutcome.Completed(var execution) -> new Attempt(execution, after.get());
      case RunOutcome.Rejected(var reason) -> throw new Refused(reason);
      case RunOutcome.HostFault(var reason) ->
          throw new Refused("this machine could not run the script: " + reason);
    };
  }

  private static String why(Attempt failed) {
    var execution = failed.execution();
    return "the script fails before its first turn: "
        + execution.log().text().lines().findFirst().orElse(execution.status().toString());
  }

  private static Invocation plain(String name, Bytes script) {
    return invocation(name, script.followedBy(Bytes.utf8(ONE_TURN_OF_NOTHING)), new TreeMap<>());
  }

  private static Invocation wrapped(String name, Bytes script) {
    var wrapper =
        """
        import * as agent from %s;
        const its = () => agent.turn ?? globalThis.turn;
        let born = false;
        export function turn(now) {
          if (born) return its()(now);
          if (typeof its() !== "function") throw new TypeError(%s);
          born = true;
        }
        """
            .formatted(quoted("./" + name), quoted(NO_TURN));
    return invocation(WRAPPER, Bytes.utf8(wrapper), new TreeMap<>(Map.of(name, script)));
  }

  private static Invocation invocation(String name, Bytes script, SortedMap<String, Bytes> mounts) {
    var input = AgentInputCodec.encode(new AgentInput(FUEL, Amount.ZERO, List.of()));
    return JavaScript.invocation(name, script, Arguments.NONE, Bytes.of(input), mounts);
  }

  private static byte[] memory(Snapshot state) {
    var memory = new byte[state.pages() * PAGE_BYTES];
    state
        .blocks()
        .forEach(
            (number, block) -> block.copyTo(0, memory, number * Delta.BLOCK_BYTES, block.size()));
    return memory;
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
