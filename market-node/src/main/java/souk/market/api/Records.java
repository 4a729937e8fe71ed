package souk.market.api;

import java.util.List;
import java.util.Optional;
import souk.client.api.AgentList;
import souk.client.api.AgentView;
import souk.client.api.FlowList;
import souk.client.api.Inbox;
import souk.client.api.JobList;
import souk.client.api.JobSteps;
import souk.client.api.JobView;
import souk.client.api.NodeInfo;
import souk.client.api.OfferList;
import souk.client.api.PriceList;
import souk.client.api.ProviderList;
import souk.client.api.ProviderView;
import souk.client.api.Sampling;
import souk.client.api.SlashList;
import souk.client.api.Stats;
import souk.client.api.TurnList;
import souk.client.api.VerifierList;
import souk.client.market.JobFilter;
import souk.client.market.Page;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.AgentId;

/**
 * What the node behind the API tells of the market, list by list and part by part. Thread-safe.
 *
 * <p>Methods that take a page throw {@link BadCursorException} if its cursor is none of theirs.
 */
public interface Records {
  /** Which node this is. */
  NodeInfo info();

  /** Why the node is of no use at the moment, one line each; empty if it is. */
  List<String> troubles();

  /** Jobs, newest first. */
  JobList jobs(JobFilter filter);

  /** One job. */
  Optional<JobView> job(Hash id);

  /** What happened to a job, oldest first: the newest of it if that is too much. */
  Optional<JobSteps> steps(Hash jobId);

  /** Live offers, cheapest first. */
  OfferList offers(Page page);

  /** Prices of settled jobs, newest first. */
  PriceList prices(Page page);

  /** Providers, by address. */
  ProviderList providers(Page page);

  /** One provider, if it ever bonded. */
  Optional<ProviderView> provider(Address address);

  /** Verifiers, by address. */
  VerifierList verifiers(Page page);

  /** The least sampling rate now and, newest first, before. */
  Sampling sampling(Page page);

  /** Money that moved for good, newest first. */
  FlowList flows(Page page);

  /** Stakes that were lost, newest first. */
  SlashList slashes(Page page);

  /** Agents, newest first, also those that have ended. */
  AgentList agents(Page page);

  /** The agent whose account that is; none if it is no agent's. */
  AgentList agentOf(Address account);

  /** One agent, if there ever was one of that number. */
  Optional<AgentView> agent(AgentId id);

  /** Messages to an agent, newest first; empty if there never was one of that number. */
  Optional<Inbox> inbox(AgentId agent, Page page);

  /** Turns of an agent, newest first; empty if there never was one of that number. */
  Optional<TurnList> turns(AgentId agent, Page page);

  /** The market in numbers; empty while the node still adds up the past. */
  Optional<Stats> stats();
}
