package souk.settlement.web3j;

import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.StaticStruct;
import org.web3j.abi.datatypes.Type;
import org.web3j.crypto.ContractUtils;
import org.web3j.crypto.RawTransaction;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.ChainException;
import souk.settlement.chain.Court;
import souk.settlement.chain.Deployment;
import souk.settlement.chain.Parameters;
import souk.settlement.keys.Signer;
import souk.settlement.rpc.ConnectionLimits;
import souk.settlement.rpc.Endpoints;
import souk.settlement.web3j.bindings.Agents;
import souk.settlement.web3j.bindings.Audits;
import souk.settlement.web3j.bindings.BlockHashRandomness;
import souk.settlement.web3j.bindings.Demands;
import souk.settlement.web3j.bindings.Disputes;
import souk.settlement.web3j.bindings.History;
import souk.settlement.web3j.bindings.Identities;
import souk.settlement.web3j.bindings.Jury;
import souk.settlement.web3j.bindings.Lens;
import souk.settlement.web3j.bindings.Market;
import souk.settlement.web3j.bindings.Orders;
import souk.settlement.web3j.bindings.Relay;
import souk.settlement.web3j.bindings.Stablecoin;
import souk.settlement.web3j.bindings.Verifiers;

/**
 * Puts a new market on a chain: the stablecoin of testnets unless there is a token, the randomness,
 * Orders, Market, History, the court, the Lens, Identities and Agents. Orders and Market name
 * contracts that come after them, so their addresses are foreseen. Their code is that of the
 * bindings.
 */
public final class Deployer implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final Web3j web3j;
  private final Sender sender;
  private final Signer signer;
  private final Duration patience;

  /**
   * @param endpoints JSON-RPC over HTTP
   * @param signer who pays; the contracts give it no power
   * @param patience for each transaction to be in a block
   */
  public Deployer(List<URI> endpoints, Signer signer, Duration patience) {
    var transport = new Web3jTransport(new Endpoints(endpoints, ConnectionLimits.DEFAULT));
    this.web3j = Web3j.build(transport);
    this.sender = new Sender(web3j, transport);
    this.signer = signer;
    this.patience = patience;
  }

  /**
   * Deploys a market of its own test stablecoin.
   *
   * @throws ChainException if the chain cannot be asked, or refuses
   */
  public Deployment deployWithStablecoin(Parameters parameters) throws InterruptedException {
    var token = create(Stablecoin.BINARY, List.of());
    return deploy(parameters, token.address());
  }

  /**
   * Deploys a market of a token that is there.
   *
   * @throws ChainException if the chain cannot be asked, or refuses
   */
  public Deployment deploy(Parameters parameters, Address token) throws InterruptedException {
    var randomness = create(BlockHashRandomness.BINARY, List.of()).address();
    var next = sender.nonce(signer.address());
    var foreseen = foreseenFrom(next + 1);
    var orders =
        create(
            Orders.BINARY,
            List.of(
                binding(foreseen.market()),
                binding(foreseen.history()),
                ParametersBinding.to(parameters)));
    var market =
        create(
            Market.BINARY,
            List.of(
                binding(token),
                binding(orders.address()),
                binding(foreseen.history()),
                binding(foreseen.court()),
                binding(randomness)));
    var history = createFor(market.address(), History.BINARY);
    var court = createCourt(market.address());
    var lens = createFor(market.address(), Lens.BINARY);
    var identities = create(Identities.BINARY, List.of()).address();
    var agents =
        create(Agents.BINARY, List.of(binding(market.address()), binding(identities))).address();
    requireForeseen(foreseen, new Named(market.address(), history, court));
    return new Deployment(
        chainId(),
        genesis(),
        market.address(),
        orders.address(),
        history,
        court,
        lens,
        agents,
        identities,
        randomness,
        token,
        decimals(token),
        orders.block());
  }

  private Court createCourt(Address market) throws InterruptedException {
    return new Court(
        createFor(market, Verifiers.BINARY),
        createFor(market, Audits.BINARY),
        createFor(market, Jury.BINARY),
        createFor(market, Disputes.BINARY),
        createFor(market, Demands.BINARY),
        createFor(market, Relay.BINARY));
  }

  private Address createFor(Address market, String binary) throws InterruptedException {
    return create(binary, List.of(binding(market))).address();
  }

  @Override
  public void close() {
    web3j.shutdown();
  }

  /** Contracts that others name before they are there. */
  private record Named(Address market, Address history, Court court) {}

  private Named foreseenFrom(long nonce) {
    return new Named(
        addressAt(nonce),
        addressAt(nonce + 1),
        new Court(
            addressAt(nonce + 2),
            addressAt(nonce + 3),
            addressAt(nonce + 4),
            addressAt(nonce + 5),
            addressAt(nonce + 6),
            addressAt(nonce + 7)));
  }

  private void requireForeseen(Named foreseen, Named created) {
    if (!created.equals(foreseen)) {
      throw ChainException.retryable(
          "another process sent transactions of %s: deploy again, with a key of its own"
              .formatted(signer.address()),
          null);
    }
  }

  private record Created(Address address, long block) {}

  @SuppressWarnings("rawtypes") // web3j's encoder takes raw types
  private Created create(String binary, List<Type> arguments) throws InterruptedException {
    var code = "0x" + binary + FunctionEncoder.encodeConstructor(arguments);
    var fees = sender.fees();
    var transaction =
        RawTransaction.createTransaction(
            chainId(),
            Structs.number(sender.nonce(signer.address())),
            Structs.number(sender.creationGas(signer.address(), code)),
            null,
            Structs.number(0),
            code,
            fees.tipPerGas().units(),
            fees.maxPerGas().units());
    var signed = Sender.sign(transaction, signer);
    var unused = sender.send(signed);
    var receipt = await(signed.hash());
    return new Created(
        Address.parse(receipt.getContractAddress()), receipt.getBlockNumber().longValueExact());
  }

  private TransactionReceipt await(Hash transaction) throws InterruptedException {
    var end = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < end) {
      var receipt = Rpc.maybe(web3j.ethGetTransactionReceipt(transaction.toString()));
      if (receipt.isPresent()) {
        return requireSuccess(receipt.get());
      }
      Thread.sleep(POLL);
    }
    throw ChainException.retryable(
        "transaction %s is in no block after %s".formatted(transaction, patience), null);
  }

  private static TransactionReceipt requireSuccess(TransactionReceipt receipt) {
    if (!receipt.isStatusOK()) {
      throw ChainException.permanent(
          "the chain refuses the contract in " + receipt.getTransactionHash(), null);
    }
    return receipt;
  }

  private Address addressAt(long nonce) {
    return Address.of(
        ContractUtils.generateContractAddress(signer.address().bytes(), Structs.number(nonce)));
  }

  private long chainId() {
    return Rpc.attempt(
        "eth_chainId", () -> web3j.ethChainId().send().getChainId().longValueExact());
  }

  private Hash genesis() {
    var first = DefaultBlockParameter.valueOf(BigInteger.ZERO);
    var block = Rpc.result(web3j.ethGetBlockByNumber(first, false));
    return Rpc.attempt("eth_getBlockByNumber", () -> Hash.parse(block.getHash()));
  }

  private int decimals(Address token) {
    return Rpc.attempt(
        "decimals", () -> Contracts.token(token, web3j).decimals().send().intValueExact());
  }

  private static Type<?> binding(Address address) {
    return new org.web3j.abi.datatypes.Address(address.toString());
  }

  @SuppressWarnings("rawtypes") // web3j's structs take raw types
  private static Type<?> binding(Court court) {
    return new StaticStruct(court.contracts().stream().map(Deployer::binding).toArray(Type[]::new));
  }
}
