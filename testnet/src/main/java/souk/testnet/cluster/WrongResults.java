package souk.testnet.cluster;

import java.util.List;
import souk.protocol.codec.ChunkTree;
import souk.protocol.codec.Digests;
import souk.protocol.evidence.Result;
import souk.protocol.job.JobSpec;
import souk.provider.journal.Produced;
import souk.provider.node.ResultPolicy;
import souk.runtime.machine.Bytes;

/** Commits to a plausible wrong result for every job: the right size and fuel, one byte changed. */
final class WrongResults implements ResultPolicy {
  @Override
  public Produced commitTo(JobSpec job, Produced computed) {
    var output = changed(computed.output().toArray());
    var honest = computed.result();
    var wrong =
        new Result(
            Digests.sha256(output),
            ChunkTree.root(output),
            honest.exitStatus(),
            honest.fuelUsed(),
            honest.effects(),
            List.copyOf(honest.trace()));
    return new Produced(wrong, Bytes.of(output));
  }

  private static byte[] changed(byte[] output) {
    if (output.length == 0) {
      return new byte[] {'0'};
    }
    output[output.length / 2] ^= 1;
    return output;
  }
}
