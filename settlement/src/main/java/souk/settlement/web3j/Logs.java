package souk.settlement.web3j;

import java.util.List;
import org.web3j.protocol.core.methods.response.Log;
import org.web3j.utils.Numeric;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.Deployment;
import souk.settlement.chain.LogPosition;
import souk.settlement.chain.RawLog;

/** Logs of receipts as web3j has them. */
final class Logs {
  private Logs() {}

  /** Those of our contracts. */
  static List<RawLog> ours(List<Log> logs, Deployment deployment) {
    var contracts = deployment.contracts();
    return logs.stream().map(Logs::raw).filter(log -> contracts.contains(log.address())).toList();
  }

  private static RawLog raw(Log log) {
    var at =
        new LogPosition(
            log.getBlockNumber().longValueExact(),
            Hash.parse(log.getBlockHash()),
            Hash.parse(log.getTransactionHash()),
            log.getLogIndex().intValueExact());
    return new RawLog(
        Address.parse(log.getAddress()),
        at,
        log.getTopics().stream().map(Hash::parse).toList(),
        Numeric.hexStringToByteArray(log.getData()));
  }
}
