package souk.settlement.web3j;

import java.math.BigInteger;
import org.web3j.protocol.core.methods.response.Log;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.LogPosition;

/** What all logs have, and values as logs have them. */
final class BoundLogs {
  private BoundLogs() {}

  static LogPosition at(Log log) {
    return new LogPosition(
        log.getBlockNumber().longValueExact(),
        Hash.parse(log.getBlockHash()),
        Hash.parse(log.getTransactionHash()),
        log.getLogIndex().intValueExact());
  }

  static Hash hash(byte[] bytes) {
    return Hash.of(bytes);
  }

  static Address address(String text) {
    return Address.parse(text);
  }

  static Amount amount(BigInteger units) {
    return new Amount(units);
  }
}
