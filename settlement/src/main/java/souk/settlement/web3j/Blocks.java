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
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.Deployment;
import souk.settlement.chain.Head;

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

  List<ChainEvent> events(long fromBlock, long toBlock, Deployment deployment) {
    var addresses = deployment.contracts().stream().map(Address::toString).toList();
    return events(new EthFilter(parameter(fromBlock), parameter(toBlock), addresses), deployment);
  }

  List<ChainEvent> eventsOf(Hash blockHash, Deployment deployment) {
    return events(new EthFilter(blockHash.toString()), deployment);
  }

  static List<ChainEvent> decode(List<Log> logs, Deployment deployment) {
    return Rpc.attempt(
        "logs",
        () ->
            logs.stream()
                .filter(log -> isOurs(log, deployment))
                .flatMap(log -> EventDecoder.decode(log).stream())
                .toList());
  }

  static DefaultBlockParameter parameter(long number) {
    return DefaultBlockParameter.valueOf(Structs.number(number));
  }

  private List<ChainEvent> events(EthFilter filter, Deployment deployment) {
    var results = Rpc.result(web3j.ethGetLogs(filter));
    var logs =
        Rpc.attempt(
            "eth_getLogs",
            () -> results.stream().map(result -> (Log) (EthLog.LogObject) result).toList());
    return decode(logs, deployment);
  }

  private static boolean isOurs(Log log, Deployment deployment) {
    return deployment.contracts().contains(Address.parse(log.getAddress()));
  }

  private static Head head(EthBlock.Block block) {
    return new Head(
        block.getNumber().longValueExact(),
        Hash.parse(block.getHash()),
        Hash.parse(block.getParentHash()),
        Structs.instant(block.getTimestamp()));
  }
}
