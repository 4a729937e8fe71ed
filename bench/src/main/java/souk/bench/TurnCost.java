package souk.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import souk.protocol.codec.AgentInputCodec;
import souk.protocol.job.AgentInput;
import souk.protocol.job.Arguments;
import souk.protocol.job.Message;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.runtime.engine.AgentRunner;
import souk.runtime.engine.ChildEngine;
import souk.runtime.engine.Engines;
import souk.runtime.machine.AgentJob;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;
import souk.runtime.machine.RunOutcome;

/**
 * What an agent's turn costs that changes so many blocks of 4 KiB in so much memory: the turn, what
 * it changed on its way from the worker, and the new state hash. The median of a job's turns.
 */
final class TurnCost {
  private static final int TURNS = 64;

  /** The first ones make the memory and warm up. */
  private static final int WARM_UP = 16;

  private static final int BLOCK_BYTES = 4_096;
  private static final int PAGES_PER_MEBIBYTE = 16;
  private static final Fuel TURN_FUEL = new Fuel(100_000_000);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final List<Integer> MEBIBYTES = List.of(1, 16, 64);
  private static final List<Integer> BLOCKS = List.of(10, 100, 1_000);

  private final Path work;
  private final Bytes module;

  TurnCost(Path root, Path work) throws IOException {
    this.work = work;
    this.module =
        Bytes.of(Files.readAllBytes(root.resolve(Path.of("bench", "turns", "touch.wasm"))));
  }

  List<Figure> measure() {
    var figures = new ArrayList<Figure>();
    for (var engine : Engines.on(work.resolve("machine")).all(PATIENCE)) {
      for (var mebibytes : MEBIBYTES) {
        for (var blocks : BLOCKS) {
          if (blocks < blocksOf(mebibytes)) {
            var name = "%s_turn_ms_%dmib_%dp".formatted(engine.name(), mebibytes, blocks);
            figures.add(Figure.millis(name, medianMillis(engine, mebibytes, blocks)));
          }
        }
      }
    }
    return figures;
  }

  private static int blocksOf(int mebibytes) {
    return mebibytes * (1 << 20) / BLOCK_BYTES;
  }

  private double medianMillis(ChildEngine engine, int mebibytes, int blocks) {
    var ends = new ArrayList<Long>();
    var outcome =
        new AgentRunner(engine)
            .run(job(mebibytes, blocks), (_, _, _) -> ends.add(System.nanoTime()));
    if (!(outcome instanceof RunOutcome.Completed) || ends.size() != TURNS) {
      throw new IllegalStateException(engine.name() + " did not run all turns: " + outcome);
    }
    var nanos = new ArrayList<Long>();
    for (var turn = WARM_UP; turn < TURNS; turn++) {
      nanos.add(ends.get(turn) - ends.get(turn - 1));
    }
    return nanos.stream().sorted().toList().get(nanos.size() / 2) / 1e6;
  }

  private AgentJob job(int mebibytes, int blocks) {
    var body =
        ByteBuffer.allocate(3 * Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(mebibytes * PAGES_PER_MEBIBYTE)
            .putInt(blocks)
            .putInt((blocksOf(mebibytes) - 1) / blocks * BLOCK_BYTES)
            .array();
    var input =
        new AgentInput(
            TURN_FUEL, Amount.ZERO, List.of(new Message(Address.ZERO, Amount.ZERO, body)));
    var invocation =
        new Invocation(
            module, Arguments.NONE, Bytes.of(AgentInputCodec.encode(input)), new TreeMap<>());
    var limits = Limits.of(new Fuel(TURNS * TURN_FUEL.units()), mebibytes * PAGES_PER_MEBIBYTE);
    return new AgentJob(invocation, limits, TURNS, Instant.EPOCH);
  }
}
