package souk.testnet.demo;

import java.util.LinkedHashMap;
import java.util.Map;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;

/**
 * A job as one row of the table.
 *
 * @param id the job
 * @param program what it runs
 * @param provider name of the node that runs it; empty while open
 * @param engine name of the engine it declared; empty while open
 * @param attempt from 0
 * @param state name of its state
 * @param sampled how the draw went: "audited", "clear", or empty before it
 * @param fuel fuel used; zero until revealed
 * @param price price matched at, per 10^9 fuel; zero while open
 * @param paid out of its escrow; zero until settled
 * @param refunded to the consumer; zero until final
 */
record JobRow(
    Hash id,
    String program,
    String provider,
    String engine,
    int attempt,
    String state,
    String sampled,
    Fuel fuel,
    Amount price,
    Amount paid,
    Amount refunded) {

  Map<String, Object> fields() {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("job", id.toString());
    fields.put("program", program);
    fields.put("provider", provider);
    fields.put("engine", engine);
    fields.put("attempt", attempt);
    fields.put("state", state);
    fields.put("draw", sampled);
    fields.put("fuel", fuel.toString());
    fields.put("price", price.toString());
    fields.put("paid", paid.toString());
    fields.put("refunded", refunded.toString());
    return fields;
  }
}
