package souk.client.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.client.market.MarketException;
import souk.protocol.codec.AgentInputCodec;
import souk.protocol.codec.ChunkTree;
import souk.protocol.codec.CodeId;
import souk.protocol.codec.Digests;
import souk.protocol.codec.EffectCodec;
import souk.protocol.codec.InputCodec;
import souk.protocol.evidence.Effect;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.Result;
import souk.protocol.evidence.TurnEffect;
import souk.protocol.job.AgentInput;
import souk.protocol.job.AgentStanding;
import souk.protocol.job.Arguments;
import souk.protocol.job.JobKind;
import souk.protocol.job.JobSpec;
import souk.protocol.job.Mount;
import souk.protocol.offer.EngineName;
import souk.protocol.offer.Tags;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.runtime.engine.EndiveEngine;
import souk.runtime.engine.Engine;
import souk.runtime.engine.Opening;
import souk.runtime.machine.AgentJob;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Execution;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;
import souk.runtime.machine.Machine;
import souk.runtime.machine.RunOutcome;
import souk.runtime.state.Delta;
import souk.runtime.state.Snapshot;

class JobRunnerTest {
  /** Exports a memory of one page and a {@code _start} that does nothing. */
  private static final byte[] MODULE =
      HexFormat.of()
          .parseHex(
              "0061736d01000000"
                  + "010401600000"
                  + "03020100"
                  + "0503010001"
                  + "071302066d656d6f727902"
                  + "00065f73746172740000"
                  + "0a040102000b");

  /** Exports {@code turn}, which counts in its memory and pays that much. */
  private static final byte[] AGENT =
      HexFormat.of()
          .parseHex(
              "0061736d01000000010a0260027f7f017f600000020c0104736f756b0370"
                  + "61790000030201010503010001071102066d656d6f72790200047475726e"
                  + "00010a1b01190041c00041c0002d000041016a3a0000410041c00010001a0b");

  private static final Fuel FUEL_LIMIT = new Fuel(1_000_000);
  private static final int PAGES = 4;
  private static final byte[] INPUT = "input".getBytes(UTF_8);
  private static final Hash CHUNKS = ChunkTree.pair(MODULE, INPUT);

  private final Blobs blobs = new Blobs();
  private final Map<Hash, Snapshot> states = new HashMap<>();
  private final JobSources sources = new JobSources(blobs, this::state);
  private final Hash module = blobs.add(MODULE);
  private final Hash input = blobs.add(INPUT);

  @Test
  void fetchesEverythingTheJobNames() {
    var arguments = new Arguments(List.of("-n"), new TreeMap<>());
    var file = blobs.add(new byte[] {1, 2, 3});
    var mounts = List.of(new Mount("data/a.bin", file, 3));

    var job = job(blobs.add(InputCodec.encode(arguments)), blobs.add(InputCodec.encode(mounts)));

    var files = new TreeMap<String, Bytes>();
    files.put("data/a.bin", Bytes.of(new byte[] {1, 2, 3}));
    assertThat(runner().prepare(job))
        .isEqualTo(
            new Preparation.Ready(
                new Invocation(Bytes.of(MODULE), arguments, Bytes.utf8("input"), files),
                Optional.empty()));
  }

  @Test
  void promisesNothingWhoseDemandsItCouldNotAnswer() {
    var codeId = CodeId.of(module, Machine.VERSION);
    var job = job(module, codeId, Hash.ZERO, Hash.ZERO, ChunkTree.pair(INPUT, INPUT), PAGES);

    assertThat(runner().prepare(job))
        .isInstanceOfSatisfying(
            Preparation.Invalid.class, invalid -> assertThat(invalid.reason()).contains("chunks"));
  }

  @Test
  void runsWhatSomebodyElsePromised() {
    var execution =
        Execution.ofCommand(new ExitStatus.Exited(0), Fuel.ZERO, Bytes.EMPTY, Bytes.EMPTY);
    var codeId = CodeId.of(module, Machine.VERSION);
    var job = job(module, codeId, Hash.ZERO, Hash.ZERO, Hash.ZERO, PAGES);

    var run = runner(new RunOutcome.Completed(execution)).run(job);

    assertThat(run).isInstanceOf(Run.Ran.class);
  }

  @Test
  void runsOnTheRealMachine() {
    var empty = new byte[0];

    var run = new JobRunner(sources, EndiveEngine.compiled()).run(job(Hash.ZERO, Hash.ZERO));

    assertThat(run)
        .isInstanceOfSatisfying(
            Run.Ran.class,
            ran -> {
              assertThat(ran.output()).isEqualTo(Bytes.EMPTY);
              assertThat(ran.result().outputDigest()).isEqualTo(Digests.sha256(empty));
              assertThat(ran.result().exitStatus()).isEqualTo(new ExitStatus.Exited(0));
              assertThat(ran.result().fuelUsed()).isBetween(Fuel.ZERO, FUEL_LIMIT);
            });
  }

  @Test
  void runsAnAgentTurnByTurn() {
    var given = AgentInputCodec.encode(new AgentInput(new Fuel(10_000), Amount.ZERO, List.of()));

    var run = new JobRunner(sources, EndiveEngine.compiled()).run(agentJob(given));

    var paid =
        List.of(
            new TurnEffect(0, new Effect.Pay(Address.ZERO, Amount.of(1))),
            new TurnEffect(1, new Effect.Pay(Address.ZERO, Amount.of(2))));
    assertThat(run)
        .isInstanceOfSatisfying(
            Run.Ran.class,
            ran -> {
              assertThat(ran.result().exitStatus()).isEqualTo(new ExitStatus.Exited(0));
              assertThat(ran.result().effects()).isEqualTo(EffectCodec.root(paid));
              assertThat(ran.result().trace()).hasSize(2).doesNotHaveDuplicates();
            });
  }

  @Test
  void anAgentGoesOnFromTheStateItsInputNames() {
    var counted = counted(7);
    states.put(counted.root(), counted);

    var run = new JobRunner(sources, EndiveEngine.compiled()).run(agentJob(goingOn(counted)));

    var paid =
        List.of(
            new TurnEffect(0, new Effect.Pay(Address.ZERO, Amount.of(8))),
            new TurnEffect(1, new Effect.Pay(Address.ZERO, Amount.of(9))));
    assertThat(run)
        .isInstanceOfSatisfying(
            Run.Ran.class,
            ran -> assertThat(ran.result().effects()).isEqualTo(EffectCodec.root(paid)));
  }

  @Test
  void aMissingStateMayComeLater() {
    var job = agentJob(goingOn(counted(7)));

    assertThat(runner().prepare(job)).isInstanceOf(Preparation.Unavailable.class);
    assertThat(new JobRunner(sources, EndiveEngine.compiled()).run(job))
        .isInstanceOfSatisfying(
            Run.CannotRun.class, cannot -> assertThat(cannot.reason()).startsWith("no state"));
  }

  @Test
  void aStateThatTheModuleCannotHaveIsInvalid() {
    var foreign = new Snapshot(1, List.of(5L), new TreeMap<>());
    states.put(foreign.root(), foreign);

    assertThat(runner().prepare(agentJob(goingOn(foreign))))
        .isEqualTo(new Preparation.Invalid("the snapshot has 1 globals, the agent 0"));
  }

  /** The agent's state behind so many turns. */
  private static Snapshot counted(int turns) {
    var block = new byte[Delta.BLOCK_BYTES];
    block[64] = (byte) turns;
    return new Snapshot(1, List.of(), new TreeMap<>(Map.of(0, Bytes.of(block))));
  }

  private static byte[] goingOn(Snapshot state) {
    var standing = new AgentStanding(Address.ZERO, 7, Amount.of(100), Optional.of(state.root()));
    return AgentInputCodec.encode(
        new AgentInput(new Fuel(10_000), Amount.of(50), Optional.of(standing), List.of()));
  }

  private Snapshot state(Hash root) {
    return Optional.ofNullable(states.get(root))
        .orElseThrow(() -> new MarketException("no state " + root, true));
  }

  @Test
  void anAgentWhoseInputIsNoneIsInvalid() {
    assertThat(runner().prepare(agentJob(INPUT)))
        .isInstanceOfSatisfying(
            Preparation.Invalid.class, invalid -> assertThat(invalid.reason()).contains("input"));
  }

  @Test
  void theResultIsOfTheWholeExecution() {
    var output = Bytes.utf8("42\n");
    var fuel = new Fuel(77);
    var status = new ExitStatus.Exited(3);
    var execution = Execution.ofCommand(status, fuel, output, Bytes.utf8("log"));

    var run = runner(new RunOutcome.Completed(execution)).run(job(Hash.ZERO, Hash.ZERO));

    var bytes = output.toArray();
    var result =
        new Result(
            Digests.sha256(bytes), ChunkTree.root(bytes), status, fuel, Hash.ZERO, List.of());
    assertThat(run).isEqualTo(new Run.Ran(result, output, Bytes.utf8("log")));
  }

  @Test
  void aFaultOfTheHostIsNoResult() {
    var run = runner(new RunOutcome.HostFault("no memory")).run(job(Hash.ZERO, Hash.ZERO));

    assertThat(run).isEqualTo(new Run.CannotRun("no memory"));
  }

  @Test
  void aMissingBlobMayComeLater() {
    blobs.lose(input);

    assertThat(runner().prepare(job(Hash.ZERO, Hash.ZERO)))
        .isInstanceOf(Preparation.Unavailable.class);
  }

  @Test
  void anInadmissibleModuleIsInvalid() {
    var text = blobs.add("#!/bin/sh".getBytes(UTF_8));

    assertThat(runner().prepare(job(text, Hash.ZERO, Hash.ZERO, PAGES)))
        .isInstanceOf(Preparation.Invalid.class);
  }

  @Test
  void aModuleThatBeginsAboveTheMemoryLimitIsInvalid() {
    var large = MODULE.clone();
    // The pages its memory begins with: the last byte of the memory section.
    large[22] = 5;

    assertThat(runner().prepare(job(blobs.add(large), Hash.ZERO, Hash.ZERO, PAGES)))
        .isInstanceOfSatisfying(
            Preparation.Invalid.class, invalid -> assertThat(invalid.reason()).contains("5 pages"));
  }

  @Test
  void anotherVersionOfTheMachineIsInvalid() {
    var job = job(module, CodeId.of(module, Machine.VERSION + 1), Hash.ZERO, Hash.ZERO, PAGES);

    assertThat(runner().prepare(job)).isInstanceOf(Preparation.Invalid.class);
    assertThat(blobs.asked()).isEmpty();
  }

  @Test
  void argumentsThatAreNotCanonicalAreInvalid() {
    assertThat(runner().prepare(job(blobs.add(new byte[] {1}), Hash.ZERO)))
        .isInstanceOf(Preparation.Invalid.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 4, 1L << 40, Long.MAX_VALUE})
  void aMountOfAnotherSizeThanDeclaredIsInvalid(long declaredBytes) {
    var file = blobs.add(new byte[] {1, 2, 3});
    var mounts = List.of(new Mount("a", file, declaredBytes));

    assertThat(runner().prepare(job(Hash.ZERO, blobs.add(InputCodec.encode(mounts)))))
        .isInstanceOf(Preparation.Invalid.class);
  }

  @Test
  void nothingIsFetchedForMountsThatAreTooLarge() {
    var file = blobs.add(new byte[] {1, 2, 3});
    var mounts = List.of(new Mount("a", file, 3), new Mount("b", file, Long.MAX_VALUE));

    runner().prepare(job(Hash.ZERO, blobs.add(InputCodec.encode(mounts))));

    assertThat(blobs.asked()).doesNotContain(file);
  }

  private JobRunner runner() {
    return runner(new RunOutcome.HostFault("not run"));
  }

  private JobRunner runner(RunOutcome outcome) {
    return new JobRunner(sources, new FakeEngine(outcome));
  }

  private JobSpec job(Hash arguments, Hash mounts) {
    return job(module, arguments, mounts, PAGES);
  }

  private JobSpec job(Hash ofModule, Hash arguments, Hash mounts, int pages) {
    return job(ofModule, CodeId.of(ofModule, Machine.VERSION), arguments, mounts, pages);
  }

  private JobSpec job(Hash ofModule, Hash codeId, Hash arguments, Hash mounts, int pages) {
    return job(ofModule, codeId, arguments, mounts, CHUNKS, pages);
  }

  private JobSpec agentJob(byte[] given) {
    var agent = blobs.add(AGENT);
    var chunks = ChunkTree.pair(AGENT, given);
    return job(
        agent,
        CodeId.of(agent, Machine.VERSION),
        blobs.add(given),
        Hash.ZERO,
        Hash.ZERO,
        chunks,
        PAGES,
        2);
  }

  private JobSpec job(
      Hash ofModule, Hash codeId, Hash arguments, Hash mounts, Hash chunks, int pages) {
    return job(ofModule, codeId, input, arguments, mounts, chunks, pages, 0);
  }

  private static JobSpec job(
      Hash ofModule,
      Hash codeId,
      Hash ofInput,
      Hash arguments,
      Hash mounts,
      Hash chunks,
      int pages,
      int turns) {
    return new JobSpec(
        Address.ZERO,
        codeId,
        ofModule,
        ofInput,
        mounts,
        arguments,
        chunks,
        turns == 0 ? JobKind.COMMAND : JobKind.AGENT_JOB,
        FUEL_LIMIT,
        pages,
        turns,
        Price.of(1),
        Amount.ZERO,
        0,
        0,
        Tags.NONE,
        Instant.EPOCH,
        Instant.EPOCH,
        Optional.empty(),
        Hash.ZERO,
        0,
        BigInteger.ZERO);
  }

  /** Ends every run the same way. */
  private record FakeEngine(RunOutcome outcome) implements Engine {
    @Override
    public EngineName name() {
      return new EngineName("fake");
    }

    @Override
    public Opening open(AgentJob job, Optional<Snapshot> from) {
      return new Opening.HostFault("this engine runs commands");
    }

    @Override
    public RunOutcome run(Invocation invocation, Limits limits) {
      return outcome;
    }
  }
}
