package souk.client.market;

import java.time.Duration;
import java.util.Optional;
import okhttp3.HttpUrl;
import souk.client.api.AgentList;
import souk.client.api.AgentView;
import souk.client.api.FlowList;
import souk.client.api.Inbox;
import souk.client.api.JobSteps;
import souk.client.api.PriceList;
import souk.client.api.ProviderList;
import souk.client.api.ProviderView;
import souk.client.api.Sampling;
import souk.client.api.SlashList;
import souk.client.api.Stats;
import souk.client.api.TurnList;
import souk.client.api.VerifierList;
import souk.client.api.WireLimits;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;

/**
 * What one market node tells of a market's past and its members. Every method throws {@link
 * MarketException} as those of {@link MarketClient} do. Thread-safe.
 */
public final class MarketRecords {
  private final HttpUrl base;
  private final Http http;
  private final Duration timeout;

  /**
   * @param base the API's version, as {@code http://127.0.0.1:7070/v1}
   */
  MarketRecords(HttpUrl base, Http http, Duration timeout) {
    this.base = base;
    this.http = http;
    this.timeout = timeout;
  }

  /** Everything that happened to a job, oldest first; empty if the node does not know it. */
  public Optional<JobSteps> steps(Hash jobId) {
    return find(path("jobs", jobId.toString(), "steps"), JobSteps.class);
  }

  /** Prices of settled jobs, newest first. */
  public PriceList prices(Page page) {
    return list("prices", page, PriceList.class);
  }

  /** Providers, by address. */
  public ProviderList providers(Page page) {
    return list("providers", page, ProviderList.class);
  }

  /** One provider, if it ever bonded. */
  public Optional<ProviderView> provider(Address address) {
    return find(path("providers", address.toString()), ProviderView.class);
  }

  /** Verifiers, by address. */
  public VerifierList verifiers(Page page) {
    return list("verifiers", page, VerifierList.class);
  }

  /** How often results are audited at least, now and, newest first, before. */
  public Sampling sampling(Page page) {
    return list("sampling", page, Sampling.class);
  }

  /** Money that moved for good, newest first. */
  public FlowList flows(Page page) {
    return list("flows", page, FlowList.class);
  }

  /** Stakes that were lost, newest first. */
  public SlashList slashes(Page page) {
    return list("slashes", page, SlashList.class);
  }

  /** Agents, newest first. */
  public AgentList agents(Page page) {
    return list("agents", page, AgentList.class);
  }

  /** One agent, if there is one of that number. */
  public Optional<AgentView> agent(long id) {
    return find(path("agents", Long.toString(id)), AgentView.class);
  }

  /** Messages to an agent, newest first; empty if there is none of that number. */
  public Optional<Inbox> inbox(long agent, Page page) {
    return find(paged(path("agents", Long.toString(agent), "inbox"), page), Inbox.class);
  }

  /** Turns of an agent, newest first; empty if there is none of that number. */
  public Optional<TurnList> turns(long agent, Page page) {
    return find(paged(path("agents", Long.toString(agent), "turns"), page), TurnList.class);
  }

  /** The market in numbers. */
  public Stats stats() {
    return http.get(path("stats").build(), Stats.class, WireLimits.MAX_DOCUMENT_BYTES, timeout);
  }

  private <T> Optional<T> find(HttpUrl.Builder url, Class<T> type) {
    return http.find(url.build(), type, WireLimits.MAX_LIST_BYTES, timeout);
  }

  private <T> T list(String name, Page page, Class<T> type) {
    var url = paged(path(name), page);
    return http.get(url.build(), type, WireLimits.MAX_LIST_BYTES, timeout);
  }

  static HttpUrl.Builder paged(HttpUrl.Builder url, Page page) {
    url.addQueryParameter("limit", Integer.toString(page.limit()));
    page.after().ifPresent(after -> url.addQueryParameter("after", after));
    return url;
  }

  private HttpUrl.Builder path(String... segments) {
    var url = base.newBuilder();
    for (var segment : segments) {
      url.addPathSegment(segment);
    }
    return url;
  }
}
