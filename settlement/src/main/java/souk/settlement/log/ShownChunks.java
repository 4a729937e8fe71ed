package souk.settlement.log;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import souk.protocol.codec.ChunkTree;
import souk.protocol.value.Hash;

/**
 * Finds the chunk that answered a demand in what a transaction was called with, whoever passed the
 * call on: it looks for what begins with the demand's id and proves itself (Solidity ABI
 * specification, {@code DemandAnswer}).
 */
public final class ShownChunks {
  private static final int WORD = Hash.SIZE;
  private static final int LONGEST_PROOF = 32;

  private final byte[] calldata;

  private ShownChunks(byte[] calldata) {
    this.calldata = calldata;
  }

  /**
   * The chunk of a module or input that answered a demand; empty if it is not there.
   *
   * @param work {@link ChunkTree#pair} of the job's module and input
   * @param input whether the demand was about the input
   * @param index number of the chunk, as the answer's event told it
   */
  public static Optional<byte[]> ofWork(
      byte[] calldata, Hash demandId, Hash work, boolean input, long index) {
    var shown = new ShownChunks(calldata);
    return shown.places(demandId).stream()
        .flatMap(place -> shown.chunk(place, work, input, index).stream())
        .findFirst();
  }

  private List<Integer> places(Hash demandId) {
    var id = demandId.bytes();
    var places = new ArrayList<Integer>();
    for (var at = 0; at + 6 * WORD <= calldata.length; at++) {
      if (Arrays.equals(calldata, at, at + WORD, id, 0, WORD)) {
        places.add(at);
      }
    }
    return places;
  }

  private Optional<byte[]> chunk(int place, Hash work, boolean input, long index) {
    var module = word(place + WORD);
    var inputs = word(place + 2 * WORD);
    var count = number(place + 3 * WORD);
    var data = number(place + 4 * WORD).flatMap(offset -> bytes(place, offset));
    var proof = number(place + 5 * WORD).flatMap(offset -> words(place, offset));
    var isWhole = count.isPresent() && data.isPresent() && proof.isPresent();
    return isWhole
            && ChunkTree.pair(module, inputs).equals(work)
            && index < count.get()
            && ChunkTree.proves(
                input ? inputs : module, data.get(), (int) index, count.get(), proof.get())
        ? data
        : Optional.empty();
  }

  private Optional<byte[]> bytes(int place, int offset) {
    var at = (long) place + offset;
    return length(at)
        .filter(length -> length <= ChunkTree.CHUNK_SIZE && at + WORD + length <= calldata.length)
        .map(length -> Arrays.copyOfRange(calldata, (int) at + WORD, (int) at + WORD + length));
  }

  private Optional<List<Hash>> words(int place, int offset) {
    var at = (long) place + offset;
    return length(at)
        .filter(length -> length <= LONGEST_PROOF && at + (1L + length) * WORD <= calldata.length)
        .map(
            length -> {
              var words = new ArrayList<Hash>();
              for (var i = 1; i <= length; i++) {
                words.add(word((int) at + i * WORD));
              }
              return words;
            });
  }

  private Optional<Integer> length(long at) {
    return at + WORD <= calldata.length ? number((int) at) : Optional.empty();
  }

  private Hash word(int at) {
    return Hash.of(Arrays.copyOfRange(calldata, at, at + WORD));
  }

  /** A number that fits, of the word there. */
  private Optional<Integer> number(int at) {
    var number = new BigInteger(1, calldata, at, WORD);
    return number.bitLength() < Integer.SIZE
        ? Optional.of(number.intValueExact())
        : Optional.empty();
  }
}
