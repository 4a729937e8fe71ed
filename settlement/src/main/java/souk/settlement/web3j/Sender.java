package souk.settlement.web3j;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.Web3jService;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.core.methods.response.EthEstimateGas;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.utils.Numeric;
import souk.protocol.codec.Digests;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.CallData;
import souk.settlement.chain.ChainException;
import souk.settlement.chain.Deployment;
import souk.settlement.chain.Fees;
import souk.settlement.chain.GasEstimate;
import souk.settlement.chain.Revert;
import souk.settlement.chain.SendResult;
import souk.settlement.chain.SignedTransaction;
import souk.settlement.chain.Transaction;
import souk.settlement.chain.TxReceipt;
import souk.settlement.keys.Signer;
import souk.settlement.log.LogDecoder;
import souk.settlement.log.Reverts;

/** Prices, signs and sends transactions, and asks what became of them. */
final class Sender {
  // Geth and those after it answer 3 to a call that is reverted.
  private static final int REVERTED = 3;
  private static final BigInteger DEFAULT_TIP = BigInteger.valueOf(1_000_000_000);

  private final Web3j web3j;
  private final Web3jService service;

  Sender(Web3j web3j, Web3jService service) {
    this.web3j = web3j;
    this.service = service;
  }

  long nonce(Address account) {
    return nonce(account, DefaultBlockParameterName.LATEST);
  }

  long pooledNonce(Address account) {
    return nonce(account, DefaultBlockParameterName.PENDING);
  }

  private long nonce(Address account, DefaultBlockParameterName at) {
    var request = web3j.ethGetTransactionCount(account.toString(), at);
    var count = Rpc.result(request);
    return Rpc.attempt(request.getMethod(), () -> Numeric.decodeQuantity(count).longValueExact());
  }

  Amount wei(Address account) {
    var request = web3j.ethGetBalance(account.toString(), DefaultBlockParameterName.LATEST);
    var balance = Rpc.result(request);
    return Rpc.attempt(request.getMethod(), () -> new Amount(Numeric.decodeQuantity(balance)));
  }

  /** Twice the base fee, which six full blocks in a row cannot exceed, and the usual tip. */
  Fees fees() {
    var block = Rpc.result(web3j.ethGetBlockByNumber(DefaultBlockParameterName.LATEST, false));
    var base =
        Rpc.attempt(
            "eth_getBlockByNumber",
            () -> Optional.ofNullable(block.getBaseFeePerGas()).orElse(BigInteger.ZERO));
    var tip = tip();
    return new Fees(new Amount(base.shiftLeft(1).add(tip)), new Amount(tip));
  }

  long blockGasLimit() {
    var block = Rpc.result(web3j.ethGetBlockByNumber(DefaultBlockParameterName.LATEST, false));
    return Rpc.attempt("eth_getBlockByNumber", () -> block.getGasLimit().longValueExact());
  }

  GasEstimate estimate(Address sender, CallData data, boolean afterThoseInThePool) {
    var tag = afterThoseInThePool ? "pending" : "latest";
    var parameters = List.<Object>of(request(sender, data), tag);
    var request = new Request<>("eth_estimateGas", parameters, service, EthEstimateGas.class);
    var response = Rpc.respond(request);
    if (response.hasError()) {
      return new GasEstimate.Refused(revert(request.getMethod(), response));
    }
    return Rpc.attempt(
        request.getMethod(),
        () -> new GasEstimate.Units(response.getAmountUsed().longValueExact()));
  }

  /** Gas to create a contract with, some to spare. */
  long creationGas(Address sender, String code) {
    var request = web3j.ethEstimateGas(creation(sender, code));
    var gas = Rpc.result(request);
    return Rpc.attempt(
        request.getMethod(), () -> Numeric.decodeQuantity(gas).longValueExact() * 5 / 4);
  }

  Optional<Revert> simulate(Address sender, CallData data, long blockNumber) {
    var request =
        web3j.ethCall(
            request(sender, data), DefaultBlockParameter.valueOf(Structs.number(blockNumber)));
    var response = Rpc.respond(request);
    return response.hasError()
        ? Optional.of(revert(request.getMethod(), response))
        : Optional.empty();
  }

  SendResult send(SignedTransaction transaction) {
    var response = Rpc.respond(web3j.ethSendRawTransaction(transaction.toString()));
    if (!response.hasError()) {
      return new SendResult.Accepted();
    }
    return refusal(Rpc.message(response));
  }

  /** What an endpoint means that does not take a transaction. */
  static SendResult refusal(String message) {
    var lower = message.toLowerCase(Locale.ROOT);
    if (mentions(lower, "already known", "already imported", "known transaction")) {
      return new SendResult.Accepted();
    }
    if (mentions(lower, "nonce too low")) {
      return new SendResult.NonceUsed();
    }
    return mentions(lower, "underpriced")
        ? new SendResult.Underpriced()
        : new SendResult.Refused(message);
  }

  Optional<TxReceipt> receipt(Hash transaction, Deployment deployment) {
    var request = web3j.ethGetTransactionReceipt(transaction.toString());
    return Rpc.maybe(request)
        .map(found -> Rpc.attempt(request.getMethod(), () -> receipt(found, deployment)));
  }

  Optional<byte[]> calldata(Hash transaction) {
    var request = web3j.ethGetTransactionByHash(transaction.toString());
    return Rpc.maybe(request)
        .filter(found -> found.getBlockHash() != null)
        .map(
            found ->
                Rpc.attempt(
                    request.getMethod(), () -> Numeric.hexStringToByteArray(found.getInput())));
  }

  static SignedTransaction sign(long chainId, Transaction transaction, Signer signer) {
    var data = transaction.data();
    return sign(
        RawTransaction.createTransaction(
            chainId,
            Structs.number(transaction.nonce()),
            Structs.number(transaction.gasLimit()),
            data.to().toString(),
            data.wei().units(),
            data.toString(),
            transaction.fees().tipPerGas().units(),
            transaction.fees().maxPerGas().units()),
        signer);
  }

  static SignedTransaction sign(RawTransaction transaction, Signer signer) {
    var digest = Digests.keccak256(TransactionEncoder.encode(transaction));
    var signature = Signatures.data(signer.sign(digest));
    return SignedTransaction.of(TransactionEncoder.encode(transaction, signature));
  }

  private BigInteger tip() {
    var request = web3j.ethMaxPriorityFeePerGas();
    var response = Rpc.respond(request);
    // A chain without tips does not know the method.
    return response.hasError()
        ? DEFAULT_TIP
        : Rpc.attempt(request.getMethod(), response::getMaxPriorityFeePerGas);
  }

  static TxReceipt receipt(TransactionReceipt receipt, Deployment deployment) {
    return new TxReceipt(
        Hash.parse(receipt.getTransactionHash()),
        receipt.getBlockNumber().longValueExact(),
        Hash.parse(receipt.getBlockHash()),
        receipt.isStatusOK(),
        receipt.getGasUsed().longValueExact(),
        new Amount(Numeric.decodeQuantity(receipt.getEffectiveGasPrice())),
        LogDecoder.decode(Logs.ours(receipt.getLogs(), deployment)));
  }

  private static Revert revert(String method, Response<?> response) {
    var error = response.getError();
    return revert(method, error.getCode(), Rpc.message(response), error.getData());
  }

  /**
   * What an endpoint means that refuses to run a call.
   *
   * @throws ChainException if the call is not to blame
   */
  static Revert revert(String method, int code, String message, @Nullable String data) {
    var words = message.toLowerCase(Locale.ROOT);
    if (code == REVERTED
        || mentions(
            words, "revert", "insufficient", "out of gas", "outofgas", "exceeds allowance")) {
      return Reverts.of(message, data);
    }
    throw ChainException.retryable("the chain refuses %s: %s".formatted(method, message), null);
  }

  private static org.web3j.protocol.core.methods.request.Transaction creation(
      Address sender, String code) {
    return new org.web3j.protocol.core.methods.request.Transaction(
        sender.toString(), null, null, null, null, null, code);
  }

  private static boolean mentions(String message, String... words) {
    return Stream.of(words).anyMatch(message::contains);
  }

  private static org.web3j.protocol.core.methods.request.Transaction request(
      Address sender, CallData data) {
    return new org.web3j.protocol.core.methods.request.Transaction(
        sender.toString(),
        null,
        null,
        null,
        data.to().toString(),
        data.wei().units(),
        data.toString());
  }
}
