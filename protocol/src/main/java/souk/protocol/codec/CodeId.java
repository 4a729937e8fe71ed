package souk.protocol.codec;

import souk.protocol.value.Hash;

/** What a job runs: the original module under one version of the machine's rules. */
public final class CodeId {
  private CodeId() {}

  /**
   * Keccak-256 over module digest and machine version, each a 32-byte word.
   *
   * @param module SHA-256 of the original module
   * @param machineVersion version of the rewriting rules and weights, at least 1
   */
  public static Hash of(Hash module, int machineVersion) {
    return new AbiWords().add(module).add(machineVersion).keccak256();
  }
}
