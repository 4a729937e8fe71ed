package souk.settlement.web3j;

import java.util.List;
import java.util.Optional;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.methods.request.EthFilter;
import org.web3j.protocol.core.methods.response.EthBlock;
import org.web3j.protocol.core.methods.response.EthLog;
import org.web3j.protocol.core.methods.response.Log;
import org.web3j.utils.Numeric;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.Deployment;
import souk.settlement.chain.Head;
import souk.settlement.chain.LogPosition;
import souk.settlement.chain.RawLog;

/** Reads blocks and what our contracts logged in them. */
final class Blocks {
  private final Web3j web3j;

  Blocks(Web3j web3j) {
    this.web3j = web3j;
  }

  Head head() {
    var block = Rpc.result(web3j.ethGetBlockByNumber(DefaultBlockParameterName.LATEST, false));
    return Rpc.attempt("eth_getBlockByNumber", () -> head(block));
  }

  Optional<Head> block(long number) {
    var request = web3j.ethGetBlockByNumber(parameter(number), false);
    return Rpc.maybe(request).map(block -> Rpc.attempt(request.getMethod(), () -> head(block)));
  }

  List<RawLog> logs(long fromBlock, long toBlock, Deployment deployment) {
    var addresses = deployment.contracts().stream().map(Address::toString).toList();
    return logs(new EthFilter(parameter(fromBlock), parameter(toBlock), addresses), deployment);
  }

  List<RawLog> logsOf(Hash blockHash, Deployment deployment) {
    return logs(new EthFilter(blockHash.toString()), deployment);
  }

  /** Those of our contracts. */
  static List<RawLog> ours(List<Log> logs, Deployment deployment) {
    var contracts = deployment.contracts();
    return Rpc.attempt(
        "logs",
        () ->
            logs.stream()
                .map(Blocks::raw)
                .filter(log -> contracts.contains(log.address()))
                .toList());
  }

  static DefaultBlockParameter parameter(long number) {
    return DefaultBlockParameter.valueOf(Structs.number(number));
  }

  private List<RawLog> logs(EthFilter filter, Deployment deployment) {
    var results = Rpc.result(web3j.ethGetLogs(filter));
    var logs =
        Rpc.attempt(
            "eth_getLogs",
            () -> results.stream().map(result -> (Log) (EthLog.LogObject) result).toList());
    return ours(logs, deployment);
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

  private static Head head(EthBlock.Block block) {
    return new Head(
        block.getNumber().longValueExact(),
        Hash.parse(block.getHash()),
        Hash.parse(block.getParentHash()),
        Structs.instant(block.getTimestamp()));
  }
}
