package souk.settlement.web3j;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.web3j.protocol.ObjectMapperFactory;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.utils.Numeric;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.CallData;
import souk.settlement.chain.ChainException;
import souk.settlement.chain.Deployment;
import souk.settlement.chain.GasEstimate;
import souk.settlement.chain.GasTrial;
import souk.settlement.chain.SendResult;
import souk.settlement.chain.SignedTransaction;
import souk.settlement.chain.TxReceipt;
import souk.settlement.rpc.Endpoints;
import souk.settlement.rpc.RpcCall;
import souk.settlement.rpc.RpcReader;
import souk.settlement.rpc.RpcReply;

/** What {@link Sender} does, for many transactions in one round trip. */
final class BulkSender {
  private static final ObjectMapper JSON = ObjectMapperFactory.getObjectMapper();

  private final Endpoints endpoints;
  private final Deployment deployment;

  BulkSender(Endpoints endpoints, Deployment deployment) {
    this.endpoints = endpoints;
    this.deployment = deployment;
  }

  List<GasEstimate> estimates(
      Address sender, Collection<CallData> calls, boolean afterThoseInThePool) {
    var questions =
        calls.stream()
            .map(
                it ->
                    RpcCall.of(
                        "eth_estimateGas", transaction(sender, it), tag(afterThoseInThePool)))
            .toList();
    return endpoints.batch(questions, RpcReader.JSON).stream().map(BulkSender::estimate).toList();
  }

  /** A refusal of any kind is a no: an estimate tells which. */
  List<Boolean> trials(Address sender, Collection<GasTrial> calls, boolean afterThoseInThePool) {
    var questions =
        calls.stream()
            .map(it -> RpcCall.of("eth_call", transaction(sender, it), tag(afterThoseInThePool)))
            .toList();
    return endpoints.batch(questions, RpcReader.JSON).stream().map(BulkSender::succeeded).toList();
  }

  List<SendResult> send(Collection<SignedTransaction> transactions) {
    var questions =
        transactions.stream()
            .map(it -> RpcCall.of("eth_sendRawTransaction", it.toString()))
            .toList();
    return endpoints.batch(questions, RpcReader.JSON).stream().map(BulkSender::sent).toList();
  }

  Map<Hash, TxReceipt> receipts(Collection<Hash> transactions) {
    var questions =
        transactions.stream()
            .map(it -> RpcCall.of("eth_getTransactionReceipt", it.toString()))
            .toList();
    var found = new LinkedHashMap<Hash, TxReceipt>();
    for (var reply : endpoints.batch(questions, RpcReader.JSON)) {
      switch (reply) {
        case RpcReply.Result<JsonNode>(var node) -> {
          if (!node.isNull()) {
            var receipt = Rpc.attempt("eth_getTransactionReceipt", () -> receipt(node));
            found.put(receipt.transaction(), receipt);
          }
        }
        case RpcReply.Refused<JsonNode> refused ->
            throw ChainException.retryable(
                "the chain refuses eth_getTransactionReceipt: " + refused.message(), null);
      }
    }
    return found;
  }

  private TxReceipt receipt(JsonNode node) throws Exception {
    return Sender.receipt(JSON.treeToValue(node, TransactionReceipt.class), deployment);
  }

  private static GasEstimate estimate(RpcReply<JsonNode> reply) {
    return switch (reply) {
      case RpcReply.Result<JsonNode>(var gas) ->
          Rpc.attempt(
              "eth_estimateGas",
              () -> new GasEstimate.Units(Numeric.decodeQuantity(gas.asText()).longValueExact()));
      case RpcReply.Refused<JsonNode>(var code, var message, var data) ->
          new GasEstimate.Refused(
              Sender.revert("eth_estimateGas", code, message, data.isEmpty() ? null : data));
    };
  }

  private static boolean succeeded(RpcReply<JsonNode> reply) {
    return reply instanceof RpcReply.Result<JsonNode>(var returned) && returned.isTextual();
  }

  private static SendResult sent(RpcReply<JsonNode> reply) {
    return switch (reply) {
      case RpcReply.Result<JsonNode> accepted -> new SendResult.Accepted();
      case RpcReply.Refused<JsonNode> refused -> Sender.refusal(refused.message());
    };
  }

  private static String tag(boolean afterThoseInThePool) {
    return afterThoseInThePool ? "pending" : "latest";
  }

  private static Map<String, Object> transaction(Address sender, GasTrial call) {
    var transaction = new LinkedHashMap<>(transaction(sender, call.data()));
    transaction.put("gas", Numeric.encodeQuantity(Structs.number(call.gasLimit())));
    return transaction;
  }

  private static Map<String, Object> transaction(Address sender, CallData data) {
    return Map.of(
        "from",
        sender.toString(),
        "to",
        data.to().toString(),
        "value",
        Numeric.encodeQuantity(data.wei().units()),
        "data",
        data.toString());
  }
}
