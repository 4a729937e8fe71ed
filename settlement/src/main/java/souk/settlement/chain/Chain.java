package souk.settlement.chain;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.protocol.value.Signature;
import souk.settlement.keys.Signer;
import souk.settlement.keys.Signers;

/**
 * One market on one chain, behind whatever speaks to it. Safe for use by many threads; every method
 * waits for the chain at most as long as its implementation was told to.
 *
 * <p>All methods throw {@link ChainException} if the chain cannot be asked or answers garbage.
 */
public interface Chain extends AutoCloseable {

  /** The market this speaks to. */
  Deployment deployment();

  /** How each of its endpoints does. */
  List<EndpointHealth> endpoints();

  /** The newest block. */
  Head head();

  /** The block at that height on the current chain; empty above the head. */
  Optional<Head> block(long number);

  /** The market's parameters, fixed at its deployment. */
  Parameters parameters();

  /** What the token calls itself: 1..16 printable ASCII characters; {@code tokens} if not that. */
  String tokenSymbol();

  // Reads at the newest block

  /** A job as the contracts tell it; empty if they do not know it. */
  Optional<JobSnapshot> job(Hash id);

  /** Those of the jobs that the contracts know, all read at one block. */
  Map<Hash, JobSnapshot> jobs(Collection<Hash> ids);

  /** What its signer has done with an order. */
  OrderStatus order(Address signer, Hash id);

  /** What an account owns. */
  AccountSnapshot account(Address address);

  /** A provider's bond and record. */
  ProviderSnapshot provider(Address address);

  /** A verifier's bond. */
  VerifierSnapshot verifier(Address address);

  /** One of a provider's lanes, from 0. */
  LaneSnapshot lane(Address provider, int number);

  /** The nonce under which orders the account signs now count. */
  long orderNonce(Address account);

  /**
   * What the account's code says of a signature (ERC-1271), on the terms on which our contracts ask
   * it: with 100,000 gas, one word of the answer counted.
   */
  CodeSignature codeSignature(Address account, Hash digest, Signature signature);

  /**
   * Whether an order that its signer signed and nobody posted counts now: the signature is the
   * account's, by its key or by its code, nothing is cancelled, and the nonce is current.
   *
   * @param id the order, and the digest that was signed
   * @param nonce the order nonce it was signed under
   */
  default boolean stands(Address signer, Hash id, long nonce, Signature signature) {
    var isByKey = Signers.recover(id, signature).filter(signer::equals).isPresent();
    return (isByKey || codeSignature(signer, id, signature) == CodeSignature.VALID)
        && order(signer, id) == OrderStatus.NONE
        && orderNonce(signer) == nonce;
  }

  /** What a challenge of the job costs now: its bond. */
  Amount challengeBond(Hash jobId);

  /** What the next round of a claim's jury would cost; zero if there is none. */
  Amount appealCost(Hash claimId);

  /**
   * What a match would be sampled with; empty if it would be refused, because nobody is eligible to
   * verify or the stake is so small that cheating pays.
   */
  Optional<SamplingQuote> samplingQuote(SamplingRequest request);

  /** What rates and rewards follow from, for one provider. */
  Conditions conditions(Address provider);

  /** What has been burned: nobody can withdraw it. */
  Amount burned();

  /** What an account lets another transfer of its market balance. */
  Amount allowance(Address owner, Address spender);

  // Agents at the newest block

  /** An agent as the contracts tell it; empty if there is none of that number. */
  Optional<AgentSnapshot> agent(AgentId id);

  /** The account of an agent: anybody may transfer balance to it. */
  Optional<Address> accountOf(AgentId id);

  /** Which agent's account that is. */
  Optional<AgentId> agentOf(Address account);

  /** The account that pays an agent's turns (0), or one of those that pay its children (1..16). */
  Address purseOf(AgentId id, int number);

  /**
   * Turns that an agent pays at its highest ceiling before it is frozen; empty if it has ended or
   * never lived.
   */
  OptionalLong runway(AgentId id);

  /** How many messages a wake may take at most; empty if it would be refused now. */
  OptionalInt canWake(AgentId id);

  /**
   * An agent's messages, also those it has read.
   *
   * @param from number of the first
   * @param count how many at most
   */
  List<AgentMessage> inbox(AgentId id, long from, int count);

  /** A job that an agent spawned; empty if none did, or once it is reported. */
  Optional<ChildSnapshot> child(Hash jobId);

  /** An entry of the identity registry. */
  Optional<IdentitySnapshot> identity(AgentId id);

  /** What an identity's metadata say under that key; empty if nothing. */
  byte[] metadata(AgentId id, String key);

  // Reads at one block, which must be near the newest: all of one history, or a failure that may be
  // retried if that block does not stand any more

  /** Those of the jobs that the contracts know. */
  Map<Hash, JobSnapshot> jobs(Collection<Hash> ids, Head at);

  /** The providers' bonds and records; of every address, also one that never bonded. */
  Map<Address, ProviderSnapshot> providers(Collection<Address> addresses, Head at);

  /** The verifiers' bonds; of every address, also one that never bonded. */
  Map<Address, VerifierSnapshot> verifiers(Collection<Address> addresses, Head at);

  /** What the accounts have in the market, committed to nothing. */
  Map<Address, Amount> balances(Collection<Address> addresses, Head at);

  /** Those of the agents that there are. */
  Map<AgentId, AgentSnapshot> agents(Collection<AgentId> ids, Head at);

  /** Height at which a challenge's seal landed that is not opened yet; 0 if there is none. */
  long sealedAt(Hash seal, Head at);

  /** The epoch, by whose beginning verifiers are drawn, from 0. */
  long epoch(Head at);

  // Events

  /**
   * What our contracts logged in the blocks of a range, oldest first.
   *
   * @param fromBlock first height, inclusive
   * @param toBlock last height, inclusive
   */
  List<ChainEvent> events(long fromBlock, long toBlock);

  /**
   * The blocks of a range and what our contracts logged in them, all of one history, for {@code
   * souk.settlement.log.LogDecoder}.
   *
   * @param fromBlock first height, inclusive
   * @param toBlock last height, inclusive, not above the head
   */
  ChainSpan span(long fromBlock, long toBlock);

  /**
   * As {@link #span}, but every endpoint is asked for each block that may have logs of our
   * contracts: for ranges of which one has kept something back.
   */
  ChainSpan spanOfAll(long fromBlock, long toBlock);

  /** The logs of {@link #span}. */
  List<RawLog> logs(long fromBlock, long toBlock);

  // Sending; see tx.Outbox for all that has to be minded

  /** Transactions of that account in blocks so far: the next nonce not used. */
  long nonce(Address account);

  /** The same, counting those of its transactions that a pool holds in sequence too. */
  long pooledNonce(Address account);

  /** Native currency that account has for fees. */
  Amount wei(Address account);

  /** Most gas that all transactions of a block may use together. */
  long blockGasLimit();

  /** What a transaction should offer to be in one of the next blocks. */
  Fees fees();

  /** The call as this chain takes it. */
  CallData encode(Call call);

  /** What the call would cost that sender now, after its transactions on their way. */
  GasEstimate estimate(Address sender, CallData data);

  /**
   * What each of the calls would cost that sender now, in their order; each as if it were alone.
   *
   * @param afterThoseOnTheirWay whether its transactions in the pool count; exact, and slow while
   *     there are many
   */
  List<GasEstimate> estimates(Address sender, List<CallData> calls, boolean afterThoseOnTheirWay);

  /**
   * Whether each of the calls would succeed now with that limit, in their order; each as if it were
   * alone. Costs the chain far less than {@link #estimates}.
   *
   * @param afterThoseOnTheirWay as for {@link #estimates}
   */
  List<Boolean> trials(Address sender, List<GasTrial> calls, boolean afterThoseOnTheirWay);

  /**
   * Why the call is refused to that sender at that block; empty if it is not.
   *
   * @param blockNumber height of the block after which it is tried
   */
  Optional<Revert> simulate(Address sender, CallData data, long blockNumber);

  /** Signs for this chain. */
  SignedTransaction sign(Transaction transaction, Signer signer);

  /** Hands a transaction to the chain. */
  SendResult send(SignedTransaction transaction);

  /** Hands transactions to the chain, in that order, and tells what it said to each. */
  List<SendResult> send(List<SignedTransaction> transactions);

  /** What became of those of the transactions that are in a block of the current chain. */
  Map<Hash, TxReceipt> receipts(Collection<Hash> transactions);

  /** What became of a transaction; empty while it is in no block of the current chain. */
  Optional<TxReceipt> receipt(Hash transaction);

  /** What a transaction in a block of the current chain was called with; empty if there is none. */
  Optional<byte[]> calldata(Hash transaction);

  @Override
  void close();
}
