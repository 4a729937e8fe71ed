package souk.client.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import souk.protocol.codec.EffectCodec;
import souk.protocol.codec.Evidence;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.runtime.state.Checkpoint;

/**
 * What an agent job had come to behind the last turn that was kept: what the last turn hash of its
 * trace is of, so that anybody can tell whether a state is the job's last.
 *
 * @param jobId the job
 * @param stateHash hash of its last state
 * @param fuelUsed fuel of all its turns with this one
 * @param outputDigest SHA-256 of the output of all its turns with this one
 * @param effects root of the effects of all its turns with this one
 */
public record LastTurn(Hash jobId, Hash stateHash, Fuel fuelUsed, Hash outputDigest, Hash effects) {
  /** The header that carries it beside the bytes of its state. */
  public static final String HEADER = "Souk-Last-Turn";

  private static final int MAX_HEADER_LENGTH = 1024;

  /**
   * What a job had come to.
   *
   * @param behind its last turn that was kept
   */
  public static LastTurn of(Hash jobId, Checkpoint behind) {
    return new LastTurn(
        jobId,
        behind.stateHash().orElseThrow(),
        behind.fuelUsed(),
        behind.output().sha256(),
        EffectCodec.root(behind.effects()));
  }

  /** The turn hash. */
  public Hash turnHash() {
    return Evidence.turnHash(stateHash, fuelUsed, outputDigest, effects);
  }

  /** The header's value: the JSON document, base64url without padding (RFC 4648, section 5). */
  public String header() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.write(this));
  }

  /**
   * Reads a header's value.
   *
   * @throws IllegalArgumentException if it is not of that form
   */
  public static LastTurn parse(String value) {
    if (value.length() > MAX_HEADER_LENGTH) {
      throw new IllegalArgumentException(
          "the header %s has at most %d characters".formatted(HEADER, MAX_HEADER_LENGTH));
    }
    return Json.read(
        Base64.getUrlDecoder().decode(value.getBytes(StandardCharsets.US_ASCII)), LastTurn.class);
  }
}
