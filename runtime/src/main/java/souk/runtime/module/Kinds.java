package souk.runtime.module;

import java.util.Optional;
import java.util.stream.IntStream;
import souk.protocol.job.JobKind;

/** The kinds of job a module can be run as, by what it exports and does. */
final class Kinds {
  static final String COMMAND_ENTRY = "_start";
  static final String AGENT_ENTRY = "turn";
  static final String AGENT_SETUP = "_initialize";

  private Kinds() {}

  /** Why a module cannot be run as that kind: one line. */
  static Optional<String> objection(JobKind kind, Layout layout) {
    return switch (kind) {
      case COMMAND ->
          entry(COMMAND_ENTRY, "build it as a WASI command, or run it as an agent", layout);
      case AGENT_JOB ->
          entry(AGENT_ENTRY, "build it as an agent, or run it as a command", layout)
              .or(() -> type(AGENT_SETUP, layout))
              .or(() -> fixtures(layout))
              .or(() -> globals(layout));
    };
  }

  /** Why a module cannot be run as any kind: one line. */
  static Optional<String> objection(Layout layout) {
    var asCommand = objection(JobKind.COMMAND, layout);
    var asAgent = objection(JobKind.AGENT_JOB, layout);
    if (asCommand.isEmpty() || asAgent.isEmpty()) {
      return Optional.empty();
    }
    return layout.exported().containsKey(COMMAND_ENTRY) ? asCommand : asAgent;
  }

  private static Optional<String> entry(String name, String advice, Layout layout) {
    return layout.exported().containsKey(name)
        ? type(name, layout)
        : Optional.of("the module exports no function %s: %s".formatted(name, advice));
  }

  private static Optional<String> type(String name, Layout layout) {
    return Optional.ofNullable(layout.exported().get(name))
        .filter(type -> !type.parameters().isEmpty() || !type.results().isEmpty())
        .map(_ -> name + " must take and return nothing");
  }

  private static Optional<String> fixtures(Layout layout) {
    return layout.fixtureChange().stream()
        .mapToObj(
            opcode ->
                "an agent's tables and segments never change: leave out instruction 0x%02x"
                    .formatted(opcode))
        .findFirst();
  }

  private static Optional<String> globals(Layout layout) {
    return IntStream.range(0, layout.globals())
        .filter(i -> layout.globalTypes().get(i).mutable())
        .filter(i -> layout.globalTypes().get(i).type().isReference())
        .mapToObj(
            "an agent's global %d is a reference: make it constant, or keep a number"::formatted)
        .findFirst();
  }
}
