package souk.settlement.chain;

import java.util.List;
import souk.protocol.codec.ChunkTree;
import souk.protocol.value.Hash;

/** A chunk of a blob, and the proof that it is the one demanded. */
public final class ChunkShown {
  private final Hash demandId;
  private final Hash moduleChunks;
  private final Hash inputChunks;
  private final int chunks;
  private final byte[] data;
  private final List<Hash> proof;

  private ChunkShown(
      Hash demandId, Hash moduleChunks, Hash inputChunks, byte[] blob, long demanded) {
    this.demandId = demandId;
    this.moduleChunks = moduleChunks;
    this.inputChunks = inputChunks;
    this.chunks = ChunkTree.count(blob);
    var index = (int) Math.min(demanded, chunks - 1L);
    this.data = ChunkTree.chunk(blob, index);
    this.proof = ChunkTree.proof(blob, index);
  }

  /**
   * Of a job's module or input.
   *
   * @param input whether it is the input that a chunk is demanded of
   * @param demanded number of the chunk; one beyond the last asks for the last
   */
  public static ChunkShown ofWork(
      Hash demandId, byte[] moduleBytes, byte[] inputBytes, boolean input, long demanded) {
    return new ChunkShown(
        demandId,
        ChunkTree.root(moduleBytes),
        ChunkTree.root(inputBytes),
        input ? inputBytes : moduleBytes,
        demanded);
  }

  /**
   * Of an output.
   *
   * @param demanded number of the chunk; one beyond the last asks for the last
   */
  public static ChunkShown ofOutput(Hash demandId, byte[] output, long demanded) {
    return new ChunkShown(demandId, Hash.ZERO, Hash.ZERO, output, demanded);
  }

  /** The demand. */
  public Hash demandId() {
    return demandId;
  }

  /** Root of the module's chunks; zero for an output. */
  public Hash moduleChunks() {
    return moduleChunks;
  }

  /** Root of the input's chunks; zero for an output. */
  public Hash inputChunks() {
    return inputChunks;
  }

  /** Chunks of the whole blob, at least 1. */
  public int chunks() {
    return chunks;
  }

  /** Returns a copy of the chunk. */
  public byte[] data() {
    return data.clone();
  }

  /** Inclusion proof of the chunk, from the leaf up. */
  public List<Hash> proof() {
    return proof;
  }
}
