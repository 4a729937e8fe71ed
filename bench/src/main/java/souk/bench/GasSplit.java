package souk.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;
import souk.settlement.chain.CallData;

/**
 * Where the gas of transactions went, by the prices of Ethereum since Berlin and Istanbul.
 *
 * @param transactions how many
 * @param used gas they used, refunds deducted
 * @param calldata gas of their calldata
 * @param events gas of the events they logged
 * @param freshSlots storage slots that were zero before and are not after
 * @param changedSlots storage slots that were not zero before and are different after
 * @param slotsRead storage slots that are the same before and after
 * @param calls contracts called beside the one a transaction is sent to
 */
record GasSplit(
    int transactions,
    long used,
    long calldata,
    long events,
    int freshSlots,
    int changedSlots,
    int slotsRead,
    int calls) {
  /** Of no transaction. */
  static final GasSplit NONE = new GasSplit(0, 0, 0, 0, 0, 0, 0, 0);

  private static final long BASE = 21_000;
  private static final long ZERO_BYTE = 4;
  private static final long OTHER_BYTE = 16;
  private static final long EVENT_OR_TOPIC = 375;
  private static final long EVENT_BYTE = 8;
  private static final long FRESH_SLOT = 22_100;
  private static final long CHANGED_SLOT = 5_000;
  private static final long SLOT_READ = 2_100;
  private static final long CALL = 2_600;

  /**
   * Of one transaction.
   *
   * @param logs as its receipt has them
   * @param touched accounts and slots it used, as the tracer {@code prestateTracer} tells
   * @param difference the same in {@code diffMode}
   */
  static GasSplit of(
      long used, CallData data, JsonNode logs, JsonNode touched, JsonNode difference) {
    var contracts = 0;
    var slots = 0;
    for (var account : touched) {
      contracts += account.has("code") ? 1 : 0;
      slots += account.path("storage").size();
    }
    var fresh = 0;
    var changed = 0;
    for (var account : difference.path("post").properties()) {
      var before = difference.path("pre").path(account.getKey()).path("storage");
      for (var slot : account.getValue().path("storage").properties()) {
        if (before.has(slot.getKey())) {
          changed++;
        } else {
          fresh++;
        }
      }
    }
    return new GasSplit(
        1,
        used,
        calldata(data),
        events(logs),
        fresh,
        changed,
        slots - fresh - changed,
        contracts - 1);
  }

  GasSplit plus(GasSplit other) {
    return new GasSplit(
        transactions + other.transactions,
        used + other.used,
        calldata + other.calldata,
        events + other.events,
        freshSlots + other.freshSlots,
        changedSlots + other.changedSlots,
        slotsRead + other.slotsRead,
        calls + other.calls);
  }

  /** What every transaction costs before it does anything. */
  long bases() {
    return transactions * BASE;
  }

  long freshSlotsCost() {
    return freshSlots * FRESH_SLOT;
  }

  long changedSlotsCost() {
    return changedSlots * CHANGED_SLOT;
  }

  long slotsReadCost() {
    return slotsRead * SLOT_READ;
  }

  long callsCost() {
    return calls * CALL;
  }

  /** All else: what is reckoned. */
  long rest() {
    return used
        - bases()
        - calldata
        - events
        - freshSlotsCost()
        - changedSlotsCost()
        - slotsReadCost()
        - callsCost();
  }

  private static long calldata(CallData data) {
    var gas = 0L;
    for (var octet : HexFormat.of().parseHex(data.toString().substring(2))) {
      gas += octet == 0 ? ZERO_BYTE : OTHER_BYTE;
    }
    return gas;
  }

  private static long events(JsonNode logs) {
    var gas = 0L;
    for (var log : logs) {
      var bytes = (log.path("data").asText().length() - 2) / 2;
      gas += EVENT_OR_TOPIC * (1 + log.path("topics").size()) + EVENT_BYTE * bytes;
    }
    return gas;
  }
}
