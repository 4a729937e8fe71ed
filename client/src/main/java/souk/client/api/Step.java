package souk.client.api;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;

/**
 * Something that happened to a job, a claim about it or a demand for it.
 *
 * @param kind the event's name, as {@code job_posted}
 * @param block number of the block it is in
 * @param time that block's time; empty while the chain cannot be asked
 * @param transaction the transaction it is in
 * @param attempt the attempt it is about, if it says so
 * @param by the account that the event says acted
 * @param details the event's other fields, as text
 */
public record Step(
    String kind,
    long block,
    Optional<Instant> time,
    Hash transaction,
    Optional<Integer> attempt,
    Optional<Address> by,
    Map<String, String> details) {
  public Step {
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }
}
