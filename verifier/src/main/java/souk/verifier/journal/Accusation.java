package souk.verifier.journal;

import souk.protocol.evidence.Item;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;

/**
 * A challenge this verifier has decided on.
 *
 * @param jobId the job
 * @param attempt attempt whose result is wrong, from 0
 * @param item where it is wrong first
 * @param salt of its seal: 32 random bytes that nobody else knows until it is made
 * @param bond what it puts up; zero until it is known
 */
public record Accusation(Hash jobId, int attempt, Item item, Hash salt, Amount bond) {
  /** Names it among all that ever were: a result is judged once at each item. */
  public String key() {
    return "%s/%d/%d".formatted(jobId, attempt, item.code());
  }
}
