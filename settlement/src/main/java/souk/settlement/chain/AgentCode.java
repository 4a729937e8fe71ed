package souk.settlement.chain;

import souk.protocol.codec.ChunkTree;
import souk.protocol.codec.CodeId;
import souk.protocol.codec.Digests;
import souk.protocol.value.Hash;

/**
 * What an agent runs.
 *
 * @param module SHA-256 of the module
 * @param chunks {@link ChunkTree#root} of the module
 * @param machineVersion version of the machine's rules, at least 1; its children's too
 */
public record AgentCode(Hash module, Hash chunks, int machineVersion) {
  /** That module under that version of the rules. */
  public static AgentCode of(byte[] module, int machineVersion) {
    return new AgentCode(Digests.sha256(module), ChunkTree.root(module), machineVersion);
  }

  /** The code id of its turn-jobs. */
  public Hash codeId() {
    return CodeId.of(module, machineVersion);
  }
}
