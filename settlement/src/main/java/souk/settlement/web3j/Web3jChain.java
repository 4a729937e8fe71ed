package souk.settlement.web3j;

import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.tx.exceptions.ContractCallException;
import souk.protocol.job.SlotNonce;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.protocol.value.Signature;
import souk.settlement.chain.AccountSnapshot;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.AgentMessage;
import souk.settlement.chain.AgentSnapshot;
import souk.settlement.chain.Call;
import souk.settlement.chain.CallData;
import souk.settlement.chain.Chain;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.ChainException;
import souk.settlement.chain.ChainSpan;
import souk.settlement.chain.ChildSnapshot;
import souk.settlement.chain.CodeSignature;
import souk.settlement.chain.Conditions;
import souk.settlement.chain.Deployment;
import souk.settlement.chain.EndpointHealth;
import souk.settlement.chain.Fees;
import souk.settlement.chain.GasEstimate;
import souk.settlement.chain.GasTrial;
import souk.settlement.chain.Head;
import souk.settlement.chain.IdentitySnapshot;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.chain.LaneSnapshot;
import souk.settlement.chain.OrderStatus;
import souk.settlement.chain.Parameters;
import souk.settlement.chain.ProviderSnapshot;
import souk.settlement.chain.RawLog;
import souk.settlement.chain.Revert;
import souk.settlement.chain.SamplingQuote;
import souk.settlement.chain.SamplingRequest;
import souk.settlement.chain.SendResult;
import souk.settlement.chain.SignedTransaction;
import souk.settlement.chain.Transaction;
import souk.settlement.chain.TxReceipt;
import souk.settlement.chain.VerifierSnapshot;
import souk.settlement.keys.Signer;
import souk.settlement.log.LogDecoder;
import souk.settlement.rpc.CheckedBlocks;
import souk.settlement.rpc.ConnectionLimits;
import souk.settlement.rpc.Endpoints;
import souk.settlement.rpc.Heads;
import souk.settlement.web3j.bindings.History;

/** A market over the JSON-RPC of one or several endpoints. */
public final class Web3jChain implements Chain {
  private final Deployment deployment;
  private final Endpoints endpoints;
  private final Web3j web3j;
  private final Heads heads;
  private final CheckedBlocks blocks;
  private final StateReader state;
  private final Sender sender;
  private final BulkSender bulk;
  private final WalletSignatures wallets;
  private final CallEncoder encoder;
  private final Parameters parameters;

  private Web3jChain(Deployment deployment, Endpoints endpoints, ConnectionLimits limits) {
    var transport = new Web3jTransport(endpoints);
    this.deployment = deployment;
    this.endpoints = endpoints;
    this.web3j = Web3j.build(transport);
    this.heads = new Heads(endpoints, deployment, limits);
    this.blocks = new CheckedBlocks(endpoints, deployment);
    this.state = new StateReader(endpoints, deployment, latest());
    this.sender = new Sender(web3j, transport);
    this.bulk = new BulkSender(endpoints, deployment);
    this.wallets = new WalletSignatures(web3j);
    this.encoder = new CallEncoder(deployment, latest());
    this.parameters = read(latest -> ParametersBinding.from(latest.orders().parameters().send()));
  }

  /**
   * Connects to a market, with {@link ConnectionLimits#DEFAULT}.
   *
   * @param endpoints JSON-RPC over HTTP; the first that answers is used, the others if it fails
   * @throws ChainException if none answers, or one serves another chain than the deployment's
   */
  public static Web3jChain connect(List<URI> endpoints, Deployment deployment) {
    return connect(endpoints, deployment, ConnectionLimits.DEFAULT);
  }

  /** As {@link #connect(List, Deployment)}, with other limits. */
  public static Web3jChain connect(
      List<URI> endpoints, Deployment deployment, ConnectionLimits limits) {
    ChainIdentity.require(endpoints, deployment, limits);
    var service = new Endpoints(endpoints, limits);
    try {
      return new Web3jChain(deployment, service, limits);
    } catch (RuntimeException e) {
      service.close();
      throw e;
    }
  }

  @Override
  public Deployment deployment() {
    return deployment;
  }

  @Override
  public List<EndpointHealth> endpoints() {
    return endpoints.health();
  }

  @Override
  public Head head() {
    return heads.head();
  }

  @Override
  public Optional<Head> block(long number) {
    return heads.block(number);
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public String tokenSymbol() {
    var symbol = read(latest -> latest.token().symbol().send());
    return symbol.matches("[!-~]{1,16}") ? symbol : "tokens";
  }

  @Override
  public Optional<JobSnapshot> job(Hash id) {
    return Optional.ofNullable(jobs(List.of(id)).get(id));
  }

  @Override
  public Map<Hash, JobSnapshot> jobs(Collection<Hash> ids) {
    return jobs(ids, head());
  }

  @Override
  public OrderStatus order(Address signer, Hash id) {
    return read(
        latest -> {
          var status = latest.orders().orderStatus(signer.toString(), id.bytes()).send();
          return orderStatus(status.intValueExact());
        });
  }

  @Override
  public AccountSnapshot account(Address address) {
    var text = address.toString();
    var wei = wei(address);
    return read(
        latest ->
            new AccountSnapshot(
                address,
                wei,
                new Amount(latest.token().balanceOf(text).send()),
                new Amount(latest.token().allowance(text, deployment.market().toString()).send()),
                new Amount(latest.market().balanceOf(text).send())));
  }

  @Override
  public ProviderSnapshot provider(Address address) {
    return only(address, providers(List.of(address), head()));
  }

  @Override
  public VerifierSnapshot verifier(Address address) {
    return only(address, verifiers(List.of(address), head()));
  }

  @Override
  public LaneSnapshot lane(Address provider, int number) {
    return read(
        latest -> {
          var view = latest.market().lane(provider.toString(), Structs.number(number)).send();
          return new LaneSnapshot(view.busy, new SlotNonce(number, view.uses.intValueExact()));
        });
  }

  @Override
  public long orderNonce(Address account) {
    return read(latest -> latest.orders().orderNonce(account.toString()).send().longValueExact());
  }

  @Override
  public CodeSignature codeSignature(Address account, Hash digest, Signature signature) {
    return wallets.ask(account, digest, signature);
  }

  @Override
  public Amount challengeBond(Hash jobId) {
    return read(latest -> new Amount(latest.disputes().bondFor(jobId.bytes()).send()));
  }

  @Override
  public Amount appealCost(Hash claimId) {
    return read(latest -> new Amount(latest.jury().appealCost(claimId.bytes()).send()));
  }

  @Override
  public Optional<SamplingQuote> samplingQuote(SamplingRequest request) {
    return read(latest -> quote(latest.history(), request));
  }

  @Override
  public Conditions conditions(Address provider) {
    return read(
        latest -> {
          var view = latest.history().conditions(provider.toString()).send();
          return new Conditions(
              Structs.price(view.meanPrice),
              view.floor,
              view.members.longValueExact(),
              new Amount(view.audited),
              view.faults.longValueExact(),
              view.cleanAuditsOwed.intValueExact());
        });
  }

  @Override
  public Amount burned() {
    return read(latest -> new Amount(latest.market().burned().send()));
  }

  @Override
  public Amount allowance(Address owner, Address spender) {
    return read(
        latest ->
            new Amount(latest.market().allowance(owner.toString(), spender.toString()).send()));
  }

  @Override
  public Optional<AgentSnapshot> agent(AgentId id) {
    return Optional.ofNullable(agents(List.of(id), head()).get(id));
  }

  @Override
  public Optional<Address> accountOf(AgentId id) {
    return readAgents(latest -> latest.accountOf(id));
  }

  @Override
  public Optional<AgentId> agentOf(Address account) {
    return readAgents(latest -> latest.agentOf(account));
  }

  @Override
  public Address purseOf(AgentId id, int number) {
    return readAgents(latest -> latest.purseOf(id, number));
  }

  @Override
  public OptionalLong runway(AgentId id) {
    return readAgents(latest -> latest.runway(id));
  }

  @Override
  public OptionalInt canWake(AgentId id) {
    return readAgents(latest -> latest.canWake(id));
  }

  @Override
  public List<AgentMessage> inbox(AgentId id, long from, int count) {
    return readAgents(latest -> latest.inbox(id, from, count));
  }

  @Override
  public Optional<ChildSnapshot> child(Hash jobId) {
    return readAgents(latest -> latest.child(jobId));
  }

  @Override
  public Optional<IdentitySnapshot> identity(AgentId id) {
    return readAgents(latest -> latest.identity(id));
  }

  @Override
  public byte[] metadata(AgentId id, String key) {
    return readAgents(latest -> latest.metadata(id, key));
  }

  @Override
  public Map<Hash, JobSnapshot> jobs(Collection<Hash> ids, Head at) {
    return state.jobs(ids, at);
  }

  @Override
  public Map<Address, ProviderSnapshot> providers(Collection<Address> addresses, Head at) {
    return state.providers(addresses, at);
  }

  @Override
  public Map<Address, VerifierSnapshot> verifiers(Collection<Address> addresses, Head at) {
    return state.verifiers(addresses, at);
  }

  @Override
  public Map<Address, Amount> balances(Collection<Address> addresses, Head at) {
    return state.balances(addresses, at);
  }

  @Override
  public Map<AgentId, AgentSnapshot> agents(Collection<AgentId> ids, Head at) {
    return state.agents(ids, at);
  }

  @Override
  public long sealedAt(Hash seal, Head at) {
    return state.sealedAt(seal, at);
  }

  @Override
  public long epoch(Head at) {
    return state.epoch(at);
  }

  @Override
  public List<ChainEvent> events(long fromBlock, long toBlock) {
    return LogDecoder.decode(logs(fromBlock, toBlock));
  }

  @Override
  public List<RawLog> logs(long fromBlock, long toBlock) {
    return span(fromBlock, toBlock).logs();
  }

  @Override
  public ChainSpan span(long fromBlock, long toBlock) {
    return blocks.span(fromBlock, toBlock);
  }

  @Override
  public ChainSpan spanOfAll(long fromBlock, long toBlock) {
    return blocks.spanOfAll(fromBlock, toBlock);
  }

  @Override
  public long nonce(Address account) {
    return sender.nonce(account);
  }

  @Override
  public long pooledNonce(Address account) {
    return sender.pooledNonce(account);
  }

  @Override
  public long blockGasLimit() {
    return sender.blockGasLimit();
  }

  @Override
  public Amount wei(Address account) {
    return sender.wei(account);
  }

  @Override
  public Fees fees() {
    return sender.fees();
  }

  @Override
  public CallData encode(Call call) {
    return encoder.encode(call);
  }

  @Override
  public GasEstimate estimate(Address account, CallData data) {
    return sender.estimate(account, data, true);
  }

  @Override
  public List<GasEstimate> estimates(
      Address account, List<CallData> calls, boolean afterThoseOnTheirWay) {
    return bulk.estimates(account, calls, afterThoseOnTheirWay);
  }

  @Override
  public List<Boolean> trials(Address account, List<GasTrial> calls, boolean afterThoseOnTheirWay) {
    return bulk.trials(account, calls, afterThoseOnTheirWay);
  }

  @Override
  public Optional<Revert> simulate(Address account, CallData data, long blockNumber) {
    return sender.simulate(account, data, blockNumber);
  }

  @Override
  public SignedTransaction sign(Transaction transaction, Signer signer) {
    return Sender.sign(deployment.chainId(), transaction, signer);
  }

  @Override
  public SendResult send(SignedTransaction transaction) {
    return sender.send(transaction);
  }

  @Override
  public List<SendResult> send(List<SignedTransaction> transactions) {
    return bulk.send(transactions);
  }

  @Override
  public Map<Hash, TxReceipt> receipts(Collection<Hash> transactions) {
    return bulk.receipts(transactions);
  }

  @Override
  public Optional<TxReceipt> receipt(Hash transaction) {
    return sender.receipt(transaction, deployment);
  }

  @Override
  public Optional<byte[]> calldata(Hash transaction) {
    return sender.calldata(transaction);
  }

  @Override
  public void close() {
    web3j.shutdown();
  }

  private static <V> V only(Address address, Map<Address, V> found) {
    return Objects.requireNonNull(found.get(address));
  }

  private Contracts latest() {
    return Contracts.of(deployment, web3j, DefaultBlockParameterName.LATEST);
  }

  private <T> T read(Read<T> read) {
    return Rpc.attempt("eth_call", () -> read.from(latest()));
  }

  private <T> T readAgents(ReadAgents<T> read) {
    return read(latest -> read.from(new AgentReader(latest)));
  }

  private interface Read<T> {
    T from(Contracts latest) throws Exception;
  }

  private interface ReadAgents<T> {
    T from(AgentReader latest) throws Exception;
  }

  /** Empty if the contract refuses such a match: nobody could verify it, or cheating would pay. */
  private static Optional<SamplingQuote> quote(History history, SamplingRequest request)
      throws Exception {
    try {
      var sampling =
          history
              .sampling(
                  request.consumer().toString(),
                  request.provider().toString(),
                  request.marketNode().toString(),
                  request.fullPrice().units(),
                  request.valueAtRisk().units(),
                  request.stake().units(),
                  Structs.number(request.wanted()))
              .send();
      var reward = history.reward(Structs.number(request.fuelLimit().units())).send();
      return Optional.of(
          SamplingQuote.of(
              sampling.component1().intValueExact(), sampling.component3(), new Amount(reward)));
    } catch (ContractCallException e) {
      return Optional.empty();
    }
  }

  /** The contracts' {@code OrderStatus}. */
  private static OrderStatus orderStatus(int code) {
    return switch (code) {
      case 0 -> OrderStatus.NONE;
      case 1 -> OrderStatus.POSTED;
      case 2 -> OrderStatus.CANCELLED;
      default -> throw new IllegalArgumentException("no such status of an order: " + code);
    };
  }
}
