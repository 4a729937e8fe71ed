package souk.testnet.cluster;

import java.util.ArrayList;
import java.util.List;
import souk.protocol.codec.ChunkTree;
import souk.protocol.codec.Digests;
import souk.protocol.evidence.Result;
import souk.protocol.job.JobSpec;
import souk.protocol.value.Hash;
import souk.provider.journal.Produced;
import souk.provider.node.ResultPolicy;
import souk.runtime.machine.Bytes;

/**
 * Commits to a plausible wrong result for every job: the right size and fuel, and one byte of the
 * output changed, or of an agent the state after one turn.
 */
public final class WrongResults implements ResultPolicy {
  @Override
  public Produced commitTo(JobSpec job, Produced computed) {
    return computed.result().trace().isEmpty() ? wrongOutput(computed) : wrongTurn(computed);
  }

  private static Produced wrongOutput(Produced computed) {
    var output = changed(computed.output().toArray());
    var honest = computed.result();
    var wrong =
        new Result(
            Digests.sha256(output),
            ChunkTree.root(output),
            honest.exitStatus(),
            honest.fuelUsed(),
            honest.effects(),
            honest.trace());
    return new Produced(wrong, Bytes.of(output));
  }

  private static Produced wrongTurn(Produced computed) {
    var honest = computed.result();
    var wrong =
        new Result(
            honest.outputDigest(),
            honest.outputChunks(),
            honest.exitStatus(),
            honest.fuelUsed(),
            honest.effects(),
            changed(honest.trace()));
    return new Produced(wrong, computed.output());
  }

  private static byte[] changed(byte[] output) {
    if (output.length == 0) {
      return new byte[] {'0'};
    }
    output[output.length / 2] ^= 1;
    return output;
  }

  private static List<Hash> changed(List<Hash> trace) {
    var changed = new ArrayList<>(trace);
    var turn = trace.size() / 2;
    changed.set(turn, Hash.of(changed(trace.get(turn).bytes())));
    return changed;
  }
}
