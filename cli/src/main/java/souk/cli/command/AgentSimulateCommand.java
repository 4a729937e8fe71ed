package souk.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import souk.cli.console.CommandException;
import souk.cli.console.Fields;
import souk.cli.convert.Money;
import souk.cli.convert.Tokens;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.EngineOptions;
import souk.cli.option.GuestOptions;
import souk.cli.option.HomeOptions;
import souk.cli.option.InboxOptions;
import souk.cli.option.LocalFiles;
import souk.cli.option.PolicyOptions;
import souk.client.api.WireLimits;
import souk.protocol.codec.AgentInputCodec;
import souk.protocol.job.AgentStanding;
import souk.protocol.job.Message;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.runtime.engine.AgentRunner;
import souk.runtime.machine.AgentJob;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Execution;
import souk.runtime.machine.Limits;
import souk.runtime.machine.RunOutcome;
import souk.runtime.state.Snapshot;
import souk.runtime.state.StateCodec;
import souk.settlement.chain.AgentPolicy;

/** Lets an agent live for some turns on this machine, each a job of its own. */
@SuppressWarnings("NullAway.Init") // Picocli fills what has a default
@Command(
    name = "simulate",
    description = {
      "Run turns of an agent on this machine, each as a job of its own, with money that is not real.",
      "Its terms are given as to 'souk agent create', and refuse what they would refuse on a market;",
      "--price is 2 here where it is not given.",
      "Its output goes to standard output; what it wants done, and what it has then, to standard",
      "error; with --json there is an object for each turn."
    })
public final class AgentSimulateCommand implements Runnable {
  private static final int MOST_TURNS = 100_000;
  private static final Money MONEY = new Money(6);
  private static final Price PRICE = MONEY.price(new Tokens("2"));
  private static final EffectText EFFECTS = new EffectText(MONEY);

  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final HomeOptions home = new HomeOptions();
  @Mixin private final GuestOptions guest = new GuestOptions();
  @Mixin private final InboxOptions inbox = new InboxOptions();
  @Mixin private final EngineOptions engine = new EngineOptions();

  @Option(
      names = "--turns",
      paramLabel = "N",
      description = "Turns it lives, 1..100000 (default: as many as the inbox has, or 1).")
  private @Nullable Integer turns;

  @Option(
      names = "--account",
      paramLabel = "ADDRESS",
      defaultValue = "0x000000000000000000000000000000000000a9e7",
      description = "Its account (default: ${DEFAULT-VALUE}).")
  private Address account;

  @Option(
      names = "--balance",
      paramLabel = "TOKENS",
      defaultValue = "100",
      description = "What its account has before the first turn (default: ${DEFAULT-VALUE}).")
  private Tokens balance;

  @Option(
      names = "--posted-at",
      paramLabel = "TIME",
      defaultValue = "1970-01-01T00:00:00Z",
      description = "When its first turn is; each is a minute later (${DEFAULT-VALUE}).")
  private Instant postedAt;

  @Option(
      names = "--state",
      paramLabel = "FILE",
      description = "State to go on from: what --save-state kept, or a market node gave.")
  private @Nullable Path stateFile;

  @Option(
      names = "--first-turn",
      paramLabel = "N",
      defaultValue = "0",
      description = "Number of the first turn in its life (default: ${DEFAULT-VALUE}).")
  private int firstTurn;

  @Option(
      names = "--save-state",
      paramLabel = "FILE",
      description = "Keep the state behind the last turn in a file.")
  private @Nullable Path savedFile;

  @Option(
      names = "--time-limit",
      paramLabel = "TIME",
      defaultValue = "10m",
      description = "Give up when a turn takes longer, as 30s (default: ${DEFAULT-VALUE}).")
  private Duration timeLimit;

  @Mixin private final PolicyOptions policy = new PolicyOptions();

  @Override
  public void run() {
    var mail = inbox.turns(MONEY);
    var count = turns(mail.size());
    var terms = terms();
    var life = life(terms);
    var limits = Limits.of(terms.fuelLimit(), terms.memoryLimit());
    for (var done = 0; done < count && !life.hasEnded(); done++) {
      live(life, limits, done < mail.size() ? mail.get(done) : List.of());
    }
    life.state().ifPresent(this::tellOfState);
    if (savedFile != null) {
      save(life.state(), savedFile);
    }
  }

  private int turns(int ofInbox) {
    var count = turns == null ? Math.max(ofInbox, 1) : turns;
    if (count < 1 || count > MOST_TURNS) {
      throw new CommandException(
          false, "an agent is simulated for 1..%d turns, not %d".formatted(MOST_TURNS, count));
    }
    if (firstTurn < 0 || firstTurn > AgentStanding.MAX_FIRST_TURN - MOST_TURNS) {
      throw new CommandException(false, "no agent has lived for %d turns".formatted(firstTurn));
    }
    return count;
  }

  private AgentPolicy terms() {
    var terms = policy.policy(policy.ceiling(MONEY).orElse(PRICE), MONEY);
    terms
        .objection()
        .ifPresent(
            rule -> {
              throw new CommandException(false, "no agent can live with that policy: " + rule);
            });
    return terms;
  }

  private SimulatedLife life(AgentPolicy terms) {
    var start =
        new SimulatedLife.Start(
            account,
            MONEY.amount(balance),
            Optional.ofNullable(stateFile).map(AgentSimulateCommand::read),
            firstTurn,
            postedAt);
    return new SimulatedLife(start, terms);
  }

  private static Snapshot read(Path file) {
    try {
      return StateCodec.decodeSnapshot(LocalFiles.read(file, Integer.MAX_VALUE - 64));
    } catch (IllegalArgumentException e) {
      throw new CommandException(false, "cannot go on from %s: %s".formatted(file, e.getMessage()));
    }
  }

  private void live(SimulatedLife life, Limits limits, List<Message> arriving) {
    var number = life.turn();
    var input = life.wake(arriving);
    var invocation = guest.invocation(Bytes.of(AgentInputCodec.encode(input)));
    var job = new AgentJob(invocation, limits, 1, life.now());
    var chosen = engine.engineFor(invocation, limits, home.home().machineCache(), timeLimit);
    var after = new AtomicReference<Optional<Snapshot>>(Optional.empty());
    var execution =
        execution(
            new AgentRunner(chosen)
                .run(
                    job,
                    life.state(),
                    (_, delta, state) -> after.set(delta.map(_ -> state.snapshot()))));
    tell(number, execution, life.land(execution, after.get()), life);
  }

  private Execution execution(RunOutcome outcome) {
    return switch (outcome) {
      case RunOutcome.Completed(var execution) -> execution;
      case RunOutcome.Rejected(var reason) ->
          throw new CommandException(false, "%s: %s".formatted(guest.name(), reason));
      case RunOutcome.HostFault(var reason) ->
          throw new CommandException(true, "this machine could not run it: " + reason);
    };
  }

  private void tell(
      int number, Execution execution, List<SimulatedLife.Outcome> outcomes, SimulatedLife life) {
    var status = ExitStatusText.of(execution.status());
    if (console.console().isJson()) {
      console.console().show(fields(number, execution, outcomes, life).add("status", status));
      return;
    }
    console.console().bytes(execution.output().toArray());
    if (execution.log().size() > 0) {
      console.console().message(execution.log().text().stripTrailing());
    }
    console
        .console()
        .message(
            "turn %d: %s, %d fuel, %s in the account"
                .formatted(
                    number,
                    execution.trace().isEmpty() ? "dropped, " + status : "kept",
                    execution.fuelUsed().units(),
                    MONEY.text(life.balance())));
    outcomes.forEach(this::tell);
  }

  private void tell(SimulatedLife.Outcome outcome) {
    var words = EFFECTS.words(outcome.effect().effect());
    console
        .console()
        .message(
            "turn %d %s%s"
                .formatted(
                    outcome.effect().turn(),
                    words,
                    outcome
                        .refusal()
                        .map(reason -> ": refused, " + AgentText.name(reason))
                        .orElse("")));
  }

  private static Fields fields(
      int number, Execution execution, List<SimulatedLife.Outcome> outcomes, SimulatedLife life) {
    return new Fields()
        .add("turn", number)
        .add("kept", !execution.trace().isEmpty())
        .add("fuelUsed", execution.fuelUsed().units())
        .addBytes("output", execution.output().toArray())
        .addBytes("log", execution.log().toArray())
        .addEach("effects", outcomes.stream().map(AgentSimulateCommand::fields).toList())
        .add("balance", MONEY.text(life.balance()))
        .add("stateHash", life.state().map(Snapshot::root).orElse(Hash.ZERO));
  }

  private static Fields fields(SimulatedLife.Outcome outcome) {
    var fields = EFFECTS.fields(outcome.effect()).add("honoured", outcome.refusal().isEmpty());
    outcome.refusal().ifPresent(reason -> fields.add("refusal", AgentText.name(reason)));
    return fields;
  }

  private void tellOfState(Snapshot state) {
    var sizeBytes = StateCodec.sizeBytes(state);
    console.console().message("state %s, %d bytes".formatted(state.root(), sizeBytes));
    if (sizeBytes > WireLimits.MAX_STATE_BYTES) {
      console
          .console()
          .message(
              "warning: nobody hands on a state of more than %d bytes, so no job could follow"
                  .formatted(WireLimits.MAX_STATE_BYTES));
    }
  }

  private static void save(Optional<Snapshot> state, Path file) {
    if (state.isEmpty()) {
      throw new CommandException(false, "there is no state to keep: no turn was kept");
    }
    try {
      Files.write(file, StateCodec.encode(state.get()).toArray());
    } catch (IOException e) {
      throw new CommandException(false, "cannot write %s: %s".formatted(file, e.getMessage()), e);
    }
  }
}
