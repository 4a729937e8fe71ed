package souk.provider.node;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import souk.client.blob.BlobSource;
import souk.client.market.MarketException;
import souk.client.run.JobSources;
import souk.protocol.codec.AgentInputCodec;
import souk.protocol.codec.ChunkTree;
import souk.protocol.codec.CodeId;
import souk.protocol.codec.Digests;
import souk.protocol.job.AgentInput;
import souk.protocol.job.AgentStanding;
import souk.protocol.job.JobKind;
import souk.protocol.job.JobSpec;
import souk.protocol.offer.Tags;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Machine;
import souk.runtime.state.Delta;
import souk.runtime.state.Snapshot;

/** A job of an agent that counts its turns in its memory and pays that much in each. */
final class Agents {
  static final int TURNS = 6;

  private static final byte[] MODULE =
      HexFormat.of()
          .parseHex(
              "0061736d01000000010a0260027f7f017f600000020c0104736f756b0370"
                  + "61790000030201010503010001071102066d656d6f72790200047475726e"
                  + "00010a1b01190041c00041c0002d000041016a3a0000410041c00010001a0b");
  private static final byte[] INPUT =
      AgentInputCodec.encode(new AgentInput(new Fuel(10_000), Amount.ZERO, List.of()));

  /** The agent's state when it has counted to seven. */
  static final Snapshot STATE = counted(7);

  private static final byte[] INPUT_OF_LATER =
      AgentInputCodec.encode(
          new AgentInput(
              new Fuel(10_000),
              Amount.ZERO,
              Optional.of(
                  new AgentStanding(
                      Fixtures.CONSUMER, 7, Amount.of(1_000), Optional.of(STATE.root()))),
              List.of()));

  static final BlobSource BLOBS =
      (digest, _) ->
          List.of(MODULE, INPUT, INPUT_OF_LATER).stream()
              .filter(blob -> Digests.sha256(blob).equals(digest))
              .findFirst()
              .orElseThrow(() -> new MarketException("no blob " + digest, false));

  static final JobSources SOURCES =
      new JobSources(
          BLOBS,
          root -> {
            if (root.equals(STATE.root())) {
              return STATE;
            }
            throw new MarketException("no state " + root, false);
          });

  static final JobSpec SPEC = spec(INPUT);

  /** A later job of the same agent, which goes on from {@link #STATE}. */
  static final JobSpec LATER = spec(INPUT_OF_LATER);

  /** As that, but of one turn. */
  static final JobSpec ONE_TURN = spec(INPUT_OF_LATER, 1);

  private Agents() {}

  static Snapshot counted(int turns) {
    var block = new byte[Delta.BLOCK_BYTES];
    block[64] = (byte) turns;
    return new Snapshot(1, List.of(), new TreeMap<>(Map.of(0, Bytes.of(block))));
  }

  private static JobSpec spec(byte[] input) {
    return spec(input, TURNS);
  }

  private static JobSpec spec(byte[] input, int turns) {
    return new JobSpec(
        Fixtures.CONSUMER,
        CodeId.of(Digests.sha256(MODULE), Machine.VERSION),
        Digests.sha256(MODULE),
        Digests.sha256(input),
        Hash.ZERO,
        Hash.ZERO,
        ChunkTree.pair(MODULE, input),
        JobKind.AGENT_JOB,
        new Fuel(1_000_000),
        4,
        turns,
        Price.of(1_000_000),
        Amount.ZERO,
        1,
        5,
        Tags.NONE,
        Fixtures.NOW.plusSeconds(600),
        Fixtures.NOW,
        Optional.empty(),
        Hash.ZERO,
        0,
        BigInteger.ONE);
  }
}
