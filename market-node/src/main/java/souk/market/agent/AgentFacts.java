package souk.market.agent;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.AgentEvent;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.AgentMessage;
import souk.settlement.chain.AgentSnapshot;
import souk.settlement.chain.Call;
import souk.settlement.chain.GasEstimate;
import souk.settlement.index.IndexedAgent;
import souk.settlement.index.IndexedJob;

/**
 * What a market node knows of agents, and what it asks the chain about them. Thread-safe.
 *
 * <p>Methods that ask the chain throw {@link souk.settlement.chain.ChainException} if it cannot be
 * asked.
 */
public interface AgentFacts {
  /** Every agent that lives, and ended ones of which somebody is owed something. */
  List<IndexedAgent> agents();

  /** The oldest messages an agent has not read, with their bodies, as many as a turn may read. */
  List<AgentEvent.MessageReceived> unread(AgentId agent);

  /** Children of an agent that are not reported to it. */
  Set<Hash> children(AgentId agent);

  /** What an account has in the market's ledger. */
  Amount balance(Address account);

  /** A job, if it was posted. */
  Optional<IndexedJob> job(Hash id);

  /** Whether this node asks a provider to take that job, or is landing its match. */
  boolean isPromised(Hash jobId);

  // Asks the chain

  /** The agent as the contracts tell it now. */
  Optional<AgentSnapshot> agent(AgentId agent);

  /** How many messages a wake may take at most; empty if it would be refused now. */
  OptionalInt canWake(AgentId agent);

  /**
   * Messages to an agent as the contracts keep them.
   *
   * @param from number of the first
   * @param count how many at most
   */
  List<AgentMessage> inbox(AgentId agent, long from, int count);

  /** What a call would cost this node now. */
  GasEstimate estimate(Call call);
}
